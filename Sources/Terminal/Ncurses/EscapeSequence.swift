/// A sequence that ncurses did not recognise, as terminals with another description send them: what stands between `Esc [` or `Esc O` and
/// its final byte.
struct EscapeSequence {
    /// What a complete sequence means.
    enum Meaning: Equatable {
        case event(InputEvent)
        case pasteStart
        case nothing
    }

    /// The character after Esc.
    let introducer: Character
    private var parameters: [UInt8] = []

    /// The longest that is followed; what is longer is no sequence of a key.
    private static let limit = 32

    /// A sequence of which only the introducer has come: `[`, or `O`.
    init(introducer: Character) { self.introducer = introducer }

    /// The sequence of a mouse event, of which `Esc [ <` has come.
    static var mouse: EscapeSequence {
        var sequence = EscapeSequence(introducer: "[")
        sequence.parameters = [UInt8(ascii: "<")]
        return sequence
    }

    /// Whether nothing but the introducer has come.
    var isBare: Bool { parameters.isEmpty }

    /// Takes one more character; returns the meaning if the sequence is complete.
    mutating func take(_ scalar: UInt32) -> Meaning? {
        switch scalar {
        case 0x20...0x3F where parameters.count < Self.limit:
            parameters.append(UInt8(scalar))
            return nil
        case 0x40...0x7E: return meaning(of: UInt8(scalar))
        default: return .nothing
        }
    }

    private func meaning(of final: UInt8) -> Meaning {
        if parameters.first == UInt8(ascii: "<") { return mouse(final).map { .event(.mouse($0)) } ?? .nothing }
        guard let numbers = Self.numbers(in: parameters[...]) else { return .nothing }
        let modifiers = Key.Modifiers(xterm: numbers.count > 1 ? numbers[1] : 1)
        let code: Key.Code?
        switch final {
        case UInt8(ascii: "~"):
            if numbers.first == 200 { return .pasteStart }
            code = Self.numbered[numbers.first ?? 0]
        case UInt8(ascii: "Z"): return .event(.key(.backtab))
        default: code = Self.lettered[final]
        }
        return code.map { .event(.key(Key($0, modifiers))) } ?? .nothing
    }

    private static let numbered: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1), 12: .function(2),
        13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9),
        21: .function(10), 23: .function(11), 24: .function(12),
    ]

    private static let lettered: [UInt8: Key.Code] = {
        let keys: [(Unicode.Scalar, Key.Code)] = [
            ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("M", .enter), ("P", .function(1)),
            ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
        ]
        return Dictionary(uniqueKeysWithValues: keys.map { (UInt8(ascii: $0), $1) })
    }()

    /// SGR mouse events (xterm, mode 1006): `< button ; column ; row` and M for down, m for up.
    private func mouse(_ final: UInt8) -> MouseEvent? {
        guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), let numbers = Self.numbers(in: parameters.dropFirst()),
            numbers.count == 3, numbers[1] > 0, numbers[2] > 0
        else { return nil }
        var modifiers: Key.Modifiers = []
        if numbers[0] & 4 != 0 { modifiers.insert(.shift) }
        if numbers[0] & 8 != 0 { modifiers.insert(.alt) }
        if numbers[0] & 16 != 0 { modifiers.insert(.control) }
        let button = numbers[0] & 3
        let action: MouseEvent.Action
        switch (numbers[0] & ~31, button) {
        case (0, 0...2): action = final == UInt8(ascii: "M") ? .press(button: button) : .release(button: button)
        case (32, 0...2): action = .drag(button: button)
        case (64, 0): action = .wheelUp
        case (64, 1): action = .wheelDown
        default: return nil
        }
        return MouseEvent(action, at: Point(column: numbers[1] - 1, row: numbers[2] - 1), modifiers: modifiers)
    }

    /// Decimal numbers parted by semicolons, each below 10,000; nil if it is anything else.
    private static func numbers(in bytes: ArraySlice<UInt8>) -> [Int]? {
        var numbers = [0]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: ";"): numbers.append(0)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let number = numbers[numbers.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
                guard number < 10_000 else { return nil }
                numbers[numbers.count - 1] = number
            default: return nil
            }
        }
        return numbers
    }
}
