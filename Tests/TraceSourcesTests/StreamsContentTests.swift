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
