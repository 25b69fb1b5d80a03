extension JSONWriter {
    /// Writes a real number with as few digits as tell it from its neighbours, plain from 10⁻⁶ to 10²¹ as JavaScript has it;
    /// what JSON has no number for, as a string.
    mutating func real(_ value: Double) {
        reserve(32)
        guard value.isFinite else {
            return value.isNaN ? raw("\"NaN\"") : value < 0 ? raw("\"-Infinity\"") : raw("\"Infinity\"")
        }
        if value.sign == .minus { byte(0x2d) }
        let magnitude = value.magnitude
        if magnitude < 0x1p53, let whole = Int64(exactly: magnitude) { return integer(whole) }
        // An amount of money: the nearest number of cents gives the same double, and no shorter decimal does.
        let cents = (magnitude * 100).rounded()
        if magnitude < 1e12, cents / 100 == magnitude { return hundredths(Int64(cents)) }
        shortest(magnitude)
    }

    private mutating func hundredths(_ value: Int64) {
        integer(value / 100)
        byte(0x2e)
        byte(0x30 + UInt8(truncatingIfNeeded: value / 10 % 10))
        if value % 10 != 0 { byte(0x30 + UInt8(truncatingIfNeeded: value % 10)) }
    }

    /// Lays out the digits that Swift finds, which are the fewest, with the point where JSON readers expect it.
    private mutating func shortest(_ value: Double) {
        var digits: [UInt8] = []
        // The number is 0.digits × 10^point.
        var point = 0, exponent = 0, isFraction = false, isExponent = false, isNegative = false
        for character in value.description.utf8 {
            switch character {
            case 0x2e: isFraction = true
            case 0x65: isExponent = true
            case 0x2d: isNegative = true
            case 0x30...0x39 where isExponent: exponent = exponent * 10 + Int(character - 0x30)
            case 0x30...0x39:
                if !isFraction && !(digits.isEmpty && character == 0x30) { point += 1 }
                if isFraction && digits.isEmpty && character == 0x30 { point -= 1 }
                if !(digits.isEmpty && character == 0x30) { digits.append(character) }
            default: break
            }
        }
        while digits.last == 0x30 { digits.removeLast() }
        point += isNegative ? -exponent : exponent
        lay(digits, point: point)
    }

    private mutating func lay(_ digits: [UInt8], point: Int) {
        if point > 21 || point < -5 {
            put(digits, point: 1)
            byte(0x65)
            byte(point > 0 ? 0x2b : 0x2d)
            integer(Int64((point - 1).magnitude))
        } else {
            put(digits, point: point)
        }
    }

    private mutating func put(_ digits: [UInt8], point: Int) {
        if point <= 0 {
            raw("0.")
            for _ in 0..<(-point) { byte(0x30) }
        }
        for (index, digit) in digits.enumerated() {
            if index == point && point > 0 { byte(0x2e) }
            byte(digit)
        }
        for _ in digits.count..<max(digits.count, point) { byte(0x30) }
    }
}
