import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Packs bytes as one part.
private func pack(_ bytes: [UInt8], _ compression: Compression, pieces: Int = .max) throws -> [UInt8] {
    var packed: [UInt8] = []
    let output = OutputCompression(compression) { packed.append(contentsOf: $0) }
    var rest = bytes[...]
    while !rest.isEmpty {
        try Array(rest.prefix(pieces)).withUnsafeBytes { try output.write($0) }
        rest = rest.dropFirst(pieces)
    }
    try output.finish()
    return packed
}

/// Unpacks bytes, offering so many at a time and taking as many; the bytes so far when it fails.
private func unpack(_ packed: [UInt8], with inflater: any Inflater, offering: Int, taking: Int) -> (
    bytes: [UInt8], failure: InflateFailure?
) {
    var result: [UInt8] = []
    var position = 0
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: taking, alignment: 8)
    defer { room.deallocate() }
    while true {
        let part = Array(packed[position..<min(packed.count, position + offering)])
        let progress: InflateProgress
        do {
            progress = try part.withUnsafeBytes { try inflater.inflate($0, into: room) }
        } catch {
            return (result, error as? InflateFailure)
        }
        result += room.prefix(progress.produced)
        position += progress.consumed
        if progress == InflateProgress(consumed: 0, produced: 0) { return (result, nil) }
    }
}

private func randomText(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    let words = (0..<20).map { _ in
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in UInt8.random(in: 32...126, using: &generator) }
    }
    var text: [UInt8] = []
    while text.count < count {
        text += words[Int.random(in: 0..<words.count, using: &generator)]
        if text.count % 7 == 0 { text.append(UInt8.random(in: 0...255, using: &generator)) }
    }
    return Array(text.prefix(count))
}

@Suite struct CompressionTests {
    @Test("What is packed unpacks to the same, however it is cut up", arguments: Compression.allCases)
    func roundTrip(compression: Compression) throws {
        var generator = SeededGenerator(seed: 3)
        for size in [0, 1, 7, 1000, 65_536, 300_000] {
            let text = randomText(size, &generator)
            let packed = try pack(text, compression, pieces: Int.random(in: 1...50_000, using: &generator))
            #expect(packed.withUnsafeBytes(Compression.recognise) == compression)
            let inflater = compression.makeInflater()
            let offering = Int.random(in: 1...5000, using: &generator), taking = Int.random(in: 1...5000, using: &generator)
            let (bytes, failure) = unpack(packed, with: inflater, offering: offering, taking: taking)
            #expect(bytes == text && failure == nil && inflater.isBetweenParts, "\(size) bytes, by \(offering) to \(taking)")
        }
    }

    @Test("Several parts in a row are one text", arguments: Compression.allCases)
    func parts(compression: Compression) throws {
        let packed = try pack(Array("one ".utf8), compression) + pack([], compression) + pack(Array("two".utf8), compression)
        let (bytes, failure) = unpack(packed, with: compression.makeInflater(), offering: 5, taking: 3)
        #expect(bytes == Array("one two".utf8) && failure == nil)
    }

    @Test("A cut part is known to be one", arguments: Compression.allCases)
    func cut(compression: Compression) throws {
        let packed = try pack(Array("a text that goes on for a while".utf8), compression)
        for length in 1..<packed.count {
            let inflater = compression.makeInflater()
            let (_, failure) = unpack(Array(packed.prefix(length)), with: inflater, offering: 100, taking: 100)
            #expect(failure == nil && !inflater.isBetweenParts, "\(length) of \(packed.count) bytes")
        }
    }

    @Test("Damage never traps, never goes on for ever, and never gives another text unnoticed", arguments: Compression.allCases)
    func damage(compression: Compression) throws {
        var generator = SeededGenerator(seed: 4)
        let text = randomText(5000, &generator)
        let packed = try pack(text, compression)
        var failures = 0
        for _ in 0..<400 {
            var damaged = packed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            }
            let inflater = compression.makeInflater()
            let (bytes, failure) = unpack(damaged, with: inflater, offering: 512, taking: 512)
            #expect(bytes.count < 1 << 20)
            if failure != nil || !inflater.isBetweenParts { failures += 1 } else { #expect(bytes == text) }
        }
        #expect(failures > 350)
    }

    @Test func `zstd steps over skippable frames, first or between`() throws {
        let skipped: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]
        #expect(skipped.withUnsafeBytes(Compression.recognise) == .zstd)
        let packed = try skipped + pack(Array("one".utf8), .zstd) + skipped + pack(Array("two".utf8), .zstd)
        let (bytes, failure) = unpack(packed, with: ZstdInflater(), offering: 2, taking: 100)
        #expect(bytes == Array("onetwo".utf8) && failure == nil)
    }

    @Test func `a zstd frame may ask for a window of 128 MiB and no more`() {
        func frame(windowLog: UInt8) -> [UInt8] { [0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3, 0x19, 0, 0, 0x61, 0x62, 0x63] }
        let (bytes, failure) = unpack(frame(windowLog: 27), with: ZstdInflater(), offering: 100, taking: 100)
        #expect(bytes == Array("abc".utf8) && failure == nil)
        for log in [28, 31, 40] as [UInt8] {
            #expect(unpack(frame(windowLog: log), with: ZstdInflater(), offering: 100, taking: 100).failure == .windowTooLarge)
        }
        #expect(unpack(frame(windowLog: 20), with: ZstdInflater(windowLog: 19), offering: 100, taking: 100).failure == .windowTooLarge)
    }

    @Test func `gzip steps over zeros behind it, and anything else there is damage`() throws {
        let packed = try pack(Array("text".utf8), .gzip)
        #expect(unpack(packed + [0, 0, 0, 0], with: GzipInflater(), offering: 3, taking: 9).failure == nil)
        #expect(unpack(packed + [0, 0, 7], with: GzipInflater(), offering: 100, taking: 9).failure == .corrupt)
        let (bytes, failure) = unpack(packed + Array("more".utf8), with: GzipInflater(), offering: 100, taking: 9)
        #expect(bytes == Array("text".utf8) && failure == .corrupt)
        #expect(unpack([0, 0, 0], with: GzipInflater(), offering: 3, taking: 9).failure == .corrupt)
    }

    @Test(
        "A file's name asks for a compression by its end",
        arguments: [("a.json.gz", .gzip), ("A.ZST", .zstd), ("a.json", nil), ("gz", nil)] as [(String, Compression?)])
    func names(name: String, compression: Compression?) {
        #expect(Compression(fileName: name) == compression)
    }

    @Test func `without a compression the bytes are handed on as they are, and what the sink throws comes out`() throws {
        struct Full: Error {}
        var bytes: [UInt8] = []
        let plain = OutputCompression(nil) { bytes.append(contentsOf: $0) }
        try Array("as it is".utf8).withUnsafeBytes { try plain.write($0) }
        try plain.finish()
        #expect(bytes == Array("as it is".utf8))
        for compression in Compression.allCases {
            let failing = OutputCompression(compression) { _ in throw Full() }
            #expect(throws: Full.self) { try failing.finish() }
        }
    }
}
