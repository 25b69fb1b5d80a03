/// Server halves of calls whose client recorded its own half under the same id, as Zipkin's tracers do.
///
/// The server half is a child of the client half. Spans that name the common id as their parent belong to the server half
/// when they are of its service, else to the client half.
struct SharedHalves {
    /// Indices of server halves by id, in input order.
    private var halves: [UInt64: [UInt32]] = [:]

    var isEmpty: Bool { halves.isEmpty }

    mutating func removeAll() {
        if !halves.isEmpty { halves.removeAll(keepingCapacity: true) }
    }

    /// Takes note of a server half.
    ///
    /// - Returns: the first one with the same id, when there was one before.
    mutating func add(_ index: Int, id: UInt64) -> UInt32? {
        let first = halves[id]?.first
        halves[id, default: []].append(UInt32(truncatingIfNeeded: index))
        return first
    }

    /// The server half that a child of `id` belongs to; nil when it belongs to the client half.
    ///
    /// - Parameters:
    ///   - client: the client half, or ``TraceAssembler/none``.
    ///   - isOfSameService: whether the child is of a half's service.
    func parent(id: UInt64, client: UInt32, isOfSameService: (UInt32) -> Bool) -> UInt32? {
        guard let found = halves[id] else { return nil }
        // A server has few halves under one id; a hostile file with many is not searched for each of its children.
        if let own = found.prefix(16).first(where: isOfSameService) { return own }
        return client == TraceAssembler.none ? found.first : nil
    }
}
