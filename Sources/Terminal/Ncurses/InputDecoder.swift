/// Turns what ncurses reads, character by character, into events.
///
/// Knows nothing of where they come from.
struct InputDecoder {
    /// One thing that was read.
    enum Unit: Equatable {
        case character(UInt32)
        /// A key that ncurses recognised, by its code.
        case code(Int32)
        /// A key whose code has no fixed meaning, by its name in the terminal's description.
        case named(String)
    }

    private enum State {
        case ground
        case escape
        case sequence(EscapeSequence)
        case paste
    }

    private var state = State.ground
    private var pasted = ""

    /// The most bytes of pasted text that are kept.
    static let pasteLimit = 1 << 20

    private static let escape: UInt32 = 0x1B
    private static let interrupt: UInt32 = 0x03

    /// Takes all that could be read at once.
    ///
    /// An Esc at its end is the key; one before `[` or `O` begins a sequence.
    mutating func decode(_ units: some Sequence<Unit>) -> [InputEvent] {
        var events: [InputEvent] = []
        for unit in units { take(unit, into: &events) }
        finish(into: &events)
        return events
    }

    private mutating func take(_ unit: Unit, into events: inout [InputEvent]) {
        switch state {
        case .ground: start(unit, into: &events)
        case .escape:
            switch unit {
            case .character(0x5B): state = .sequence(EscapeSequence(introducer: "["))
            case .character(0x4F): state = .sequence(EscapeSequence(introducer: "O"))
            default:
                state = .ground
                events.append(.key(.escape))
                start(unit, into: &events)
            }
        case .sequence(var sequence):
            guard case .character(let scalar) = unit else {
                state = .ground
                return start(unit, into: &events)
            }
            switch sequence.take(scalar) {
            case nil: state = .sequence(sequence)
            case .pasteStart: beginPaste()
            case .event(let event):
                state = .ground
                events.append(event)
            case .nothing: state = .ground
            }
        case .paste: collect(unit, into: &events)
        }
    }

    private mutating func start(_ unit: Unit, into events: inout [InputEvent]) {
        switch unit {
        case .code(NcursesKeys.mouse): state = .sequence(.mouse)
        case .code(NcursesKeys.pasteStart): beginPaste()
        case .character(Self.escape): state = .escape
        case .code(let code): events += NcursesKeys.key(for: code).map { [.key($0)] } ?? []
        case .named(let name): events += NcursesKeys.key(named: name).map { [.key($0)] } ?? []
        case .character(let scalar): events += Self.key(typing: scalar).map { [.key($0)] } ?? []
        }
    }

    private mutating func beginPaste() {
        pasted = ""
        state = .paste
    }

    /// Adds to a paste.
    ///
    /// Esc and Ctrl-C, which terminals never paste, end it too: its end may have been lost on the way.
    private mutating func collect(_ unit: Unit, into events: inout [InputEvent]) {
        switch unit {
        case .code(NcursesKeys.pasteEnd), .character(Self.escape), .character(Self.interrupt):
            state = unit == .character(Self.escape) ? .escape : .ground
            events.append(.paste(pasted))
            pasted = ""
        case .character(let scalar) where pasted.utf8.count < Self.pasteLimit:
            if let kept = Self.pasteable(scalar) { pasted.unicodeScalars.append(kept) }
        default: break
        }
    }

    private mutating func finish(into events: inout [InputEvent]) {
        switch state {
        case .escape:
            events.append(.key(.escape))
            state = .ground
        case .sequence(let sequence) where sequence.isBare:
            events.append(.key(.escape))
            events.append(.key(.character(sequence.introducer)))
            state = .ground
        default: break
        }
    }

    private static func pasteable(_ scalar: UInt32) -> Unicode.Scalar? {
        switch scalar {
        case 0x0A, 0x0D: "\n"
        case 0x09: "\t"
        case 0..<0x20, 0x7F..<0xA0: nil
        default: Unicode.Scalar(scalar)
        }
    }

    /// The key behind a character: Ctrl and a letter come as control characters, some of which have keys of their own.
    private static func key(typing scalar: UInt32) -> Key? {
        switch scalar {
        case 0x00: Key(.space, .control)
        case 0x08, 0x7F: Key(.backspace)
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x01...0x1A, 0x1C...0x1F: Unicode.Scalar(scalar + 0x40).map { .control(Character($0)) }
        case 0x1B, 0x80..<0xA0: nil
        default: Unicode.Scalar(scalar).map { .character(Character($0)) }
        }
    }
}
