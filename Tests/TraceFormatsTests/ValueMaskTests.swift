import TestSupport
import Testing
import TraceModel

@testable import TraceFormats

/// Values that stay behind when traces are written.
@Suite struct ValueMaskTests {
    static let mask = ValueMask("***") { $0.hasPrefix("secret") }

    /// A span that keeps secrets of several types in every place there is for attributes.
    static let snapshot = built(resource: [("secret.host", "hidden-1"), ("host", "plain-1")]) { writer, span in
        (span.start, span.duration) = (1_000, 2_000)
        writer.attribute("secret.text", .string("hidden-2"))
        writer.attribute("secret.number", .int64(424_242))
        writer.attribute("secret.map", .map(json: #"{"k":"hidden-3"}"#))
        writer.attribute("shown", .string("plain-2"))
        writer.beginEvent()
        writer.attribute("secret.field", .string("hidden-4"))
        writer.attribute("field", .string("plain-3"))
        writer.endEvent(time: 1_500)
    }

    static func write(_ format: OutputFormat, mask: ValueMask?) throws -> (text: String, masked: Int) {
        var bytes: [UInt8] = []
        var encoder = format.makeEncoder(mask: mask) { bytes.append(contentsOf: $0) }
        try encoder.encode(snapshot, traces: nil)
        try encoder.finish()
        let masked = encoder.losses.first { $0.code == .maskedValue }?.count ?? 0
        return (String(decoding: bytes, as: UTF8.self), masked)
    }

    @Test("A mask stands in every format in the place of every value that is hidden, whatever its type", arguments: OutputFormat.allCases)
    func masks(format: OutputFormat) throws {
        let (text, masked) = try Self.write(format, mask: Self.mask)
        #expect(masked == 5 && text.split(separator: "***", omittingEmptySubsequences: false).count == 6)
        #expect(!text.contains("hidden") && !text.contains("424242"))
        for number in 1...3 { #expect(text.contains("plain-\(number)")) }
    }

    @Test("Without a mask everything is written", arguments: OutputFormat.allCases)
    func plain(format: OutputFormat) throws {
        let (text, masked) = try Self.write(format, mask: nil)
        #expect(masked == 0 && !text.contains("***"))
        for number in 1...4 { #expect(text.contains("hidden-\(number)")) }
    }

    @Test("The answers for one snapshot's keys are not those for another's")
    func snapshots() {
        let first = built { writer, _ in writer.attribute("secret", .string("a")) }
        let second = built { writer, _ in writer.attribute("public", .string("b")) }
        var keys = MaskedKeys(Self.mask)
        for (snapshot, expected) in [(first, "***"), (second, nil), (first, "***")] {
            keys.use(snapshot)
            let attribute = snapshot[snapshot.traces[0]].span(at: 0).attributes[0]
            #expect(keys.text(insteadOf: attribute) == expected)
            #expect(keys.text(insteadOf: attribute) == expected)
        }
    }
}
