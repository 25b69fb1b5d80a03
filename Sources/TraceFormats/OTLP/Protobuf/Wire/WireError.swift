/// Where bytes stop being a protobuf message.
struct WireError: Error, Equatable {
    /// What went wrong.
    enum Code: Equatable, Sendable {
        /// A value reaches beyond the message it stands in.
        case beyondEnd
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
}
