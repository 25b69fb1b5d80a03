import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

@Suite struct StreamsContentTests {
    static let sample = Array((try? Data(contentsOf: Places.samples.appendingPathComponent("checkout.json"))) ?? Data())

    static func open(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> ContentStream {
        try ContentStream.open(folder.file("input", Data(bytes)).path)
    }

    @Test("A packed file gives what was packed, also when packed twice", arguments: Compression.allCases, Compression.allCases)
    func packedTwice(inner: Compression, outer: Compression) throws {
        let folder = try TemporaryFolder()
        let once = try packed(Self.sample, inner)
        let content = try Self.open(once, in: folder)
        #expect(content.compression == inner && !content.isAsStored)
        #expect(content.head == Array(Self.sample.prefix(content.head.count)) && content.head.count >= 512)
        let all = content.stream.all()
        #expect(all.bytes == Self.sample && all.failure == nil)
        let twice = try Self.open(packed(once, outer), in: folder)
        #expect(twice.compression == outer)
        #expect(twice.stream.all(taking: 100).bytes == Self.sample)
    }

    @Test func `a file packed three times over is refused`() throws {
        let folder = try TemporaryFolder()
        let bytes = try packed(packed(packed(Self.sample, .zstd), .gzip), .zstd)
        let error = try #require(throws: InputError.self) { try Self.open(bytes, in: folder) }
        #expect(error.diagnostic.code == .packedTooDeep)
    }

    @Test func `a plain file is as stored, and one byte is enough to be content`() throws {
        let folder = try TemporaryFolder()
        for text in [Self.sample, Array("{".utf8)] {
            let content = try Self.open(text, in: folder)
            #expect(content.isAsStored && content.compression == nil)
            #expect(content.stream.all().bytes == text)
        }
    }

    @Test func `nothing in a file, plain or packed, is an empty file`() throws {
        let folder = try TemporaryFolder()
        for bytes in [[], try packed([], .gzip), try packed([], .zstd)] {
            let error = try #require(throws: InputError.self) { try Self.open(bytes, in: folder) }
            #expect(error.diagnostic.code == .emptyFile)
        }
    }

    @Test("Of a cut file the good part is given, then the failure with its place", arguments: Compression.allCases)
    func cut(compression: Compression) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 5)
        // Random, so that it does not fit into one block.
        let bytes = (0..<2_000_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = try packed([0x7b] + bytes, compression)
        let content = try Self.open(Array(whole.dropLast(300_000)), in: folder)
        let all = content.stream.all()
        #expect(all.bytes.count > 1_000_000 && all.bytes == Array(([0x7b] + bytes).prefix(all.bytes.count)))
        #expect(all.failure?.code == .truncated && all.failure?.place.byteOffset == whole.count - 300_000)
        var damaged = whole
        damaged.replaceSubrange(1_500_000..<1_500_100, with: Array(repeating: 0xff, count: 100))
        let failure = try Self.open(damaged, in: folder).stream.all().failure
        #expect(failure?.code == .corruptCompression && failure?.found == compression.rawValue)
    }

    @Test("UTF-16 is converted, also when it is packed", arguments: [nil, .gzip, .zstd] as [Compression?])
    func utf16(compression: Compression?) throws {
        let folder = try TemporaryFolder()
        let text = "\u{feff}" + String(decoding: Self.sample, as: UTF8.self)
        let units = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let content = try Self.open(compression.map { try packed(units, $0) } ?? units, in: folder)
        #expect(content.utf16 == .little && content.compression == compression && !content.isAsStored)
        #expect(content.stream.all().bytes == Self.sample)
    }

    @Test func `framed messages come as lines or in their framing, packed as a whole or not`() throws {
        let folder = try TemporaryFolder()
        let length: [UInt8] = [0, 0, 0, 4]
        let plain = try Self.open(length + [0x0a, 2, 1, 2], in: folder)
        #expect(plain.isFramed && plain.isAsStored && plain.compression == nil)
        let whole = try Self.open(packed(length + [0x0a, 2, 1, 2], .gzip), in: folder)
        #expect(whole.isFramed && !whole.isAsStored && whole.stream.all().bytes == length + [0x0a, 2, 1, 2])
        let message = try packed([0x0a, 2, 1, 2], .zstd)
        let each = try Self.open([0, 0, 0, UInt8(message.count)] + message, in: folder)
        #expect(each.isFramed && each.compression == .zstd && each.stream.all().bytes == length + [0x0a, 2, 1, 2])
        let json = try packed(Array("{}".utf8), .zstd)
        let lines = try Self.open([0, 0, 0, UInt8(json.count)] + json, in: folder)
        #expect(!lines.isFramed && lines.compression == .zstd && lines.stream.all().bytes == Array("{}\n".utf8))
    }

    @Test func `one trace packed, framed and encoded by other tools comes out the same`() throws {
        let folder = Places.fixtures.appendingPathComponent("formats/otlp-binary")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("The shared fixtures are not here: streams made by other tools were not compared.")
            return
        }
        func content(_ name: String) throws -> (ContentStream, [UInt8]) {
            let content = try ContentStream.open(folder.appendingPathComponent(name).path)
            let all = content.stream.all()
            #expect(all.failure == nil && content.findings.diagnostics == [])
            return (content, all.bytes)
        }
        let (bare, message) = try content("pushbytes.pb")
        #expect(!bare.isFramed && bare.isAsStored)
        let (packedBare, unpacked) = try content("pushbytes.pb.zst")
        #expect(!packedBare.isFramed && packedBare.compression == .zstd && unpacked == message)
        let (framed, frames) = try content("pushbytes.framed.pb")
        let (packedFrames, unpackedFrames) = try content("pushbytes.framed.zstd.pb")
        #expect(framed.isFramed && packedFrames.isFramed && packedFrames.compression == .zstd)
        #expect(unpackedFrames == frames && Array(frames.dropFirst(4).prefix(message.count)) == message)
        let (zstd, json) = try content("pushbytes.json.zst")
        let (gzip, sameJSON) = try content("pushbytes.json.gz")
        #expect(zstd.compression == .zstd && gzip.compression == .gzip && json == sameJSON)
        let (utf16, text) = try content("pushbytes.utf16le.json")
        #expect(utf16.utf16 == .little)
        func object(_ bytes: [UInt8]) throws -> NSDictionary? { try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary }
        #expect(try object(text) == object(json) && !text.isEmpty)
    }

    @Test("A packed trace file is opened and its compression named", arguments: Compression.allCases)
    func loads(compression: Compression) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("checkout", Data(packed(Self.sample, compression))).path
        let plain = try FileLoader(paths: [Places.samples.appendingPathComponent("checkout.json").path]).load()
        let snapshot = try FileLoader(paths: [file]).load()
        #expect(snapshot.sources[0].compression == compression.rawValue)
        #expect(snapshot.dump == plain.dump)
    }
}
