import Foundation
import TestSupport
import Testing
import TraceFormats
import TraceModel

@testable import TraceSources

/// Messages with their lengths before them.
private func framed(_ messages: [[UInt8]]) -> [UInt8] {
    messages.flatMap { message in withUnsafeBytes(of: UInt32(message.count).bigEndian) { Array($0) } + message }
}

private func stream(_ bytes: [UInt8], _ findings: StreamFindings, limits: FrameLimits = LoadLimits.frames) -> FramedStream {
    FramedStream(BytesStream(bytes, most: 7), name: "file", findings: findings, limits: limits)
}

@Suite struct StreamsFramedTests {
    static let messages = [#"{"resourceSpans":[]}"#, #"{"resourceSpans":[1]}"#, #"{"resourceLogs":[]}"#].map { Array($0.utf8) }
    static let binary: [[UInt8]] = [[0x0a, 2, 1, 2], [0x0a, 0], [0x0a, 3, 7, 8, 9]]

    @Test("Messages packed one by one come out as lines, or as protobuf in the same framing", arguments: Compression.allCases)
    func unpacks(compression: Compression) throws {
        let findings = StreamFindings()
        let lines = stream(framed(try Self.messages.map { try packed($0, compression) }), findings).all(taking: 5)
        #expect(lines.bytes == Self.messages.flatMap { $0 + [0x0a] } && lines.failure == nil)
        let frames = stream(framed(try Self.binary.map { try packed($0, compression) }), findings).all(taking: 5)
        #expect(frames.bytes == framed(Self.binary) && frames.failure == nil)
        #expect(findings.diagnostics == [])
    }

    @Test func `JSON that is framed but not packed comes out as lines, and a message of nothing is nothing`() {
        let all = stream(framed([Self.messages[0], [], Self.messages[1]]), StreamFindings()).all()
        #expect(all.bytes == (Self.messages[0] + [0x0a] + Self.messages[1] + [0x0a]) && all.failure == nil)
    }

    @Test func `a damaged message is left out with its place, and the next ones are read`() throws {
        let findings = StreamFindings()
        var parts = try Self.messages.map { try packed($0, .zstd) }
        parts[1][parts[1].count - 2] ^= 0x55
        let all = stream(framed(parts), findings).all()
        #expect(all.bytes == (Self.messages[0] + [0x0a] + Self.messages[2] + [0x0a]) && all.failure == nil)
        let place = Place(source: "file", byteOffset: 4 + parts[0].count)
        #expect(findings.diagnostics == [Diagnostic(.corruptCompression, at: place, found: "zstd")])
    }

    @Test func `a packed message that ends in the middle of its packing is damaged`() throws {
        let findings = StreamFindings()
        let half = Array(try packed(Self.messages[1], .zstd).dropLast(6))
        let all = stream(framed([try packed(Self.messages[0], .zstd), half, try packed(Self.messages[2], .zstd)]), findings).all()
        #expect(all.bytes == Self.messages[0] + [0x0a] + Self.messages[2] + [0x0a])
        #expect(findings.diagnostics.map(\.code) == [.corruptCompression])
    }

    @Test func `of a cut file the whole messages are kept, and of a cut JSON message what there is`() throws {
        let text = framed(Self.messages)
        let cut = stream(text.dropLast(3), StreamFindings()).all()
        #expect(cut.bytes == Self.messages[0] + [0x0a] + Self.messages[1] + [0x0a] + Self.messages[2].dropLast(3))
        #expect(cut.failure?.code == .truncated && cut.failure?.place.byteOffset == text.count - 4 - Self.messages[2].count)
        let binary = framed(try Self.binary.map { try packed($0, .zstd) })
        let first = framed([Self.binary[0], Self.binary[1]])
        #expect(stream(binary.dropLast(1), StreamFindings()).all().bytes == first)
        let noLength = stream(framed([Self.messages[0]]) + [0, 0], StreamFindings()).all()
        #expect(noLength.bytes == Self.messages[0] + [0x0a] && noLength.failure?.code == .truncated)
    }

    @Test func `a length beyond the limit ends the messages with its place`() {
        let text = framed([Self.messages[0]])
        let all = stream(text + [0x7f, 0xff, 0xff, 0xff] + Self.messages[1], StreamFindings()).all()
        #expect(all.bytes == Self.messages[0] + [0x0a])
        #expect(all.failure == Diagnostic(.frameTooLarge, at: Place(source: "file", byteOffset: text.count), found: "2147483647 bytes"))
    }

    @Test func `messages that unpack to too much are left out, and when all of them do it is the end`() throws {
        let findings = StreamFindings()
        let spaces = try packed(Array(repeating: 0x20, count: 100_000), .zstd)
        let small = try packed(Self.messages[0], .zstd)
        let free = InflationLimits(size: .max, free: .max, ratio: 1)
        let one = stream(framed([small, spaces, small]), findings, limits: FrameLimits(stored: 1 << 20, unpacked: 5000, inflation: free))
        #expect(one.all().bytes == Self.messages[0] + [0x0a] + Self.messages[0] + [0x0a])
        #expect(findings.diagnostics.map(\.code) == [.inflatedTooLarge])
        let tight = InflationLimits(size: .max, free: 20_000, ratio: 10)
        let all = stream(
            framed([small, spaces, small]), findings, limits: FrameLimits(stored: 1 << 20, unpacked: 1 << 20, inflation: tight)
        ).all()
        #expect(all.bytes == Self.messages[0] + [0x0a] && all.failure?.code == .inflatedTooLarge)
    }

    @Test(
        "A framed file is told by its first length and what follows it",
        arguments: [
            (framed([[0x0a, 2, 1, 2]]), .protobuf), (framed([Array("{}".utf8)]), .packed),
            (framed([[0x28, 0xb5, 0x2f, 0xfd, 0]]), .packed),
            // Text, a bare message, a length of nothing, one beyond the limit, a field longer than its message.
            (Array("{\"a\":[]}".utf8), nil), ([0x0a, 0x80, 0x80, 0x08, 0x0a, 0x02], nil), ([0, 0, 0, 0, 0x0a, 0], nil),
            ([0x09, 0, 0, 0, 0x0a, 2], nil), (framed([[0x0a, 3, 1, 2]]), nil), ([0, 0, 0], nil),
            (framed([[0x0a, 0x80, 0x80, 0x80, 0x80, 0x80]]), nil),
        ] as [([UInt8], FrameHeader.Content?)])
    func recognises(bytes: [UInt8], content: FrameHeader.Content?) {
        #expect(bytes.withUnsafeBytes { FrameHeader.recognise($0) } == content)
    }

    @Test func `random damage never traps and never goes on for ever`() throws {
        var generator = SeededGenerator(seed: 9)
        let sound = framed(try (Self.messages + Self.messages).map { try packed($0, .zstd) })
        for _ in 0..<500 {
            var bytes = sound
            for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            #expect(stream(bytes, StreamFindings()).all().bytes.count < 10_000)
        }
    }
}
