import TraceModel

/// Numbers operations — service, span name, kind — by what they are called, whichever snapshot they are in.
struct SharedOperations {
    private var texts = TextNumbers()
    /// Service and name.
    private var pairs = PairTable()

    private static let kindBits: UInt32 = 3

    /// What an operation is.
    subscript(number: UInt32) -> (service: String, name: String, kind: SpanKind) {
        let (service, name) = pairs.pairs[Int(number >> Self.kindBits)]
        let kind = SpanKind(rawValue: UInt8(truncatingIfNeeded: number & (1 << Self.kindBits - 1))) ?? .unspecified
        return (texts[service], texts[name], kind)
    }

    /// Numbers the operations of one snapshot.
    func reader(of snapshot: Snapshot) -> Reader { Reader(snapshot) }

    /// The way from one snapshot's rows to the numbers.
    struct Reader {
        private let snapshot: Snapshot
        private var strings: StringNumbers
        /// The string rows of service and name, and the number of what they say.
        private var known = PairTable()
        private var numbers: [UInt32] = []

        fileprivate init(_ snapshot: Snapshot) {
            self.snapshot = snapshot
            strings = StringNumbers(snapshot)
        }

        /// The number of an operation, given by rows of the resource and the string table.
        @inline(__always)
        mutating func number(_ resource: UInt32, _ name: UInt32, _ kind: SpanKind, in shared: inout SharedOperations) -> UInt32 {
            let service = snapshot.serviceID(of: ResourceID(resource)) ?? .empty
            let number = known.number(of: service.rawValue, name)
            if number == numbers.count { numbers.append(learn(service, StringID(name), &shared)) }
            return numbers[number] << SharedOperations.kindBits | UInt32(kind.rawValue)
        }

        private mutating func learn(_ service: StringID, _ name: StringID, _ shared: inout SharedOperations) -> UInt32 {
            let pair = (strings.number(of: service, in: &shared.texts), strings.number(of: name, in: &shared.texts))
            return UInt32(truncatingIfNeeded: shared.pairs.number(of: pair.0, pair.1))
        }
    }
}
