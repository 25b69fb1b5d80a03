/// The numbers that a store gives to trace ids.
///
/// Zipkin's tracers may cut a trace id to its lower half on the way: of spans whose id may be cut, those that share the
/// lower half are of one trace, which bears the whole id once that is known.
struct TraceNumbers {
    /// Ids by number.
    private(set) var ids: [TraceID] = []
    private var numbers: [TraceID: UInt32] = [:]
    /// Traces of spans whose id may be cut, by the lower half.
    private var byLowerHalf: [UInt64: UInt32] = [:]

    /// Finds or adds an id.
    mutating func number(of id: TraceID, mayBeCut: Bool) -> UInt32 {
        if let known = numbers[id] { return known }
        if mayBeCut, let other = byLowerHalf[id.low], id.high == 0 || ids[Int(other)].high == 0 {
            if id.high != 0 { ids[Int(other)] = id }
            numbers[id] = other
            return other
        }
        let number = UInt32(truncatingIfNeeded: ids.count)
        ids.append(id)
        numbers[id] = number
        if mayBeCut, byLowerHalf[id.low] == nil { byLowerHalf[id.low] = number }
        return number
    }
}
