import TraceModel

/// Tokens looked for in values that are no strings; those that cannot occur in any are sorted out beforehand.
struct NumberPatterns {
    private let integers: [BytePattern]
    private let reals: [BytePattern]
    private let isInTrue: Bool
    private let isInFalse: Bool

    init(_ tokens: [String], _ patterns: [BytePattern]) {
        integers = patterns.filter { $0.bytes.allSatisfy { Self.integerBytes.contains($0) } }
        reals = patterns.filter { $0.bytes.allSatisfy { Self.realBytes.contains($0) } }
        isInTrue = patterns.contains { "true".withBytes($0.isIn) }
        isInFalse = patterns.contains { "false".withBytes($0.isIn) }
    }

    private static let integerBytes = Set("-0123456789".utf8)
    /// What ``AttributeValue/text`` writes numbers with, `NaN` and `Infinity` included, in lower case.
    private static let realBytes = Set("-+.0123456789einftya".utf8)

    @inline(__always)
    func isIn(_ truth: Bool) -> Bool { truth ? isInTrue : isInFalse }

    @inline(__always)
    func isIn(_ number: Int64) -> Bool { !integers.isEmpty && search(number) }

    @inline(__always)
    func isIn(_ number: Double) -> Bool { !reals.isEmpty && search(number) }

    private func search(_ number: Int64) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 8) { buffer in
            var at = 20, left = number.magnitude
            repeat {
                at -= 1
                buffer[at] = 0x30 + UInt8(truncatingIfNeeded: left % 10)
                left /= 10
            } while left > 0
            if number < 0 {
                at -= 1
                buffer[at] = 0x2d
            }
            let digits = UnsafeRawBufferPointer(rebasing: buffer[at...])
            for pattern in integers where pattern.isIn(digits) { return true }
            return false
        }
    }

    private func search(_ number: Double) -> Bool {
        AttributeValue.double(number).text.withBytes { bytes in reals.contains { $0.isIn(bytes) } }
    }
}
