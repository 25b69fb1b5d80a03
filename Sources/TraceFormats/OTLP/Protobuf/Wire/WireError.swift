/// Where bytes stop being a protobuf message.
struct WireError: Error, Equatable, CustomStringConvertible {
    /// What went wrong.
    enum Code: Equatable, Sendable {
        /// A value reaches beyond the bytes at hand.
        case beyondEnd
        /// A length reaches beyond the message it stands in.
        case badLength
        /// A number has more than ten bytes, or more than 64 bits.
        case endlessVarint
        /// A field has the number 0, a wire type that does not exist, or ends a group that was not begun.
        case badTag
    }

    /// What went wrong.
    let code: Code
    private let address: UInt

    init(_ code: Code, at place: UnsafeRawPointer) {
        self.code = code
        address = UInt(bitPattern: place)
    }

    /// The distance from an earlier byte of the same memory.
    func offset(from start: UnsafeRawPointer) -> Int { Int(bitPattern: address) - Int(bitPattern: start) }

    /// The fact in a few words, as what stood there.
    var description: String {
        switch code {
        case .beyondEnd, .badLength: "a length beyond its message"
        case .endlessVarint: "a number of more than 64 bits"
        case .badTag: "a field of no known type"
        }
    }
}
