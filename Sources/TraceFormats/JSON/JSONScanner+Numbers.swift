/// A number as it was written.
enum JSONNumber: Equatable {
    /// Exact to the last digit.
    case integer(Int64)
    case real(Double)
    /// A whole number beyond 64 bits, as near as a double comes to it.
    case outOfRange(Double)
    /// No number at all: `NaN`, `12x`, a string.
    case malformed
}

extension JSONScanner {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// Reads a bare number; whatever else stands there is stepped over and reported as malformed.
    ///
    /// Whole numbers up to 18 digits and reals up to 15 digits take the short way, which is exact (Clinger 1990: both
    /// operands are exact doubles); all others go through the standard library's correctly rounding parser.
    @inline(__always)
    mutating func number() throws(JSONError) -> JSONNumber {
        skipWhitespace()
        let first = at
        let isNegative = first.load(as: UInt8.self) == 0x2d
        var cursor = isNegative ? first + 1 : first
        var mantissa: UInt64 = 0
        var digit = cursor.load(as: UInt8.self) &- 0x30
        let digits = cursor
        while digit < 10 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            cursor += 1
            digit = cursor.load(as: UInt8.self) &- 0x30
        }
        let count = cursor - digits
        if count > 0, count <= 18, cursor < end, Self.endsNumber(cursor.load(as: UInt8.self)) {
            at = cursor
            return .integer(isNegative ? -Int64(bitPattern: mantissa) : Int64(bitPattern: mantissa))
        }
        return try longNumber(first)
    }

    @inline(__always)
    private static func endsNumber(_ byte: UInt8) -> Bool { byte == 0x2c || byte == 0x7d || byte == 0x5d || byte <= 0x20 }

    @inline(never)
    private mutating func longNumber(_ first: UnsafeRawPointer) throws(JSONError) -> JSONNumber {
        try skip()
        let token = UnsafeRawBufferPointer(start: first, count: at - first)
        return Self.number(token)
    }

    /// Reads a whole text as a number.
    static func number(_ token: UnsafeRawBufferPointer) -> JSONNumber {
        guard let shape = NumberShape(token) else { return .malformed }
        if shape.isWhole {
            if let exact = shape.integer(token) { return .integer(exact) }
            return .outOfRange(slow(token))
        }
        if shape.digits <= 15, shape.exponent >= -22, shape.exponent <= 22 {
            let value = Double(shape.mantissa)
            let scaled = shape.exponent < 0 ? value / powers[-shape.exponent] : value * powers[shape.exponent]
            return .real(shape.isNegative ? -scaled : scaled)
        }
        return .real(slow(token))
    }

    private static func slow(_ token: UnsafeRawBufferPointer) -> Double {
        Double(String(decoding: token, as: UTF8.self)) ?? .nan
    }
}

/// The parts of a number's text, found by the grammar of RFC 8259 §6 (leading zeros are let pass).
private struct NumberShape {
    var isNegative = false
    /// Digits before and after the point, as one number; only meaningful up to 19 of them.
    var mantissa: UInt64 = 0
    /// Significant digits.
    var digits = 0
    /// Power of ten by which the mantissa counts.
    var exponent = 0
    var isWhole = true

    init?(_ token: UnsafeRawBufferPointer) {
        var index = 0
        func digit() -> UInt64? {
            guard index < token.count, token[index] &- 0x30 < 10 else { return nil }
            return UInt64(token[index] &- 0x30)
        }
        if index < token.count, token[index] == 0x2d {
            isNegative = true
            index += 1
        }
        let first = index
        while let value = digit() {
            take(value)
            index += 1
        }
        guard index > first else { return nil }
        if index < token.count, token[index] == 0x2e {
            isWhole = false
            index += 1
            let fraction = index
            while let value = digit() {
                take(value)
                index += 1
            }
            guard index > fraction else { return nil }
            exponent -= index - fraction
        }
        if index < token.count, token[index] | 0x20 == 0x65 {
            isWhole = false
            index += 1
            var isMinus = false
            if index < token.count, token[index] == 0x2b || token[index] == 0x2d {
                isMinus = token[index] == 0x2d
                index += 1
            }
            let power = index
            var value = 0
            while let next = digit() {
                value = min(value * 10 + Int(next), 100_000)
                index += 1
            }
            guard index > power else { return nil }
            exponent += isMinus ? -value : value
        }
        guard index == token.count else { return nil }
    }

    private mutating func take(_ digit: UInt64) {
        if digits > 0 || digit > 0 { digits += 1 }
        mantissa = mantissa &* 10 &+ digit
    }

    /// The value when it is whole and fits 64 bits.
    func integer(_ token: UnsafeRawBufferPointer) -> Int64? {
        guard isWhole, digits <= 19 else { return nil }
        if isNegative { return mantissa <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- mantissa) : nil }
        return Int64(exactly: mantissa)
    }
}
