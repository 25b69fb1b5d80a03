/// The shape of one trace, for loops over all its positions; valid as long as its snapshot lives.
public struct TraceTree: Sendable {
    @usableFromInline let nodes: ColumnView<TreeNode>
    @usableFromInline let first: Int
    /// The number of positions.
    public let count: Int

    /// The span's row at a position.
    @inlinable @inline(__always)
    public func spanRow(at position: Int) -> SpanRow { nodes[first + position].span }

    /// The position of the parent; nil at the top of a tree.
    @inlinable @inline(__always)
    public func parent(of position: Int) -> Int? {
        let parent = nodes[first + position].parent
        return parent == .max ? nil : Int(parent)
    }

    /// Whether the span is shown with an earlier one, see ``SpanMarks/folded``.
    @inlinable @inline(__always)
    public func isFolded(_ position: Int) -> Bool { nodes[first + position].levelAndMarks >> 24 & UInt32(SpanMarks.folded.rawValue) != 0 }

    /// The position after the last descendant.
    @inlinable @inline(__always)
    public func subtreeEnd(of position: Int) -> Int { Int(nodes[first + position].end) }
}

extension Trace {
    /// The shape of the trace.
    public var tree: TraceTree { TraceTree(nodes: snapshot.tree, first: record.treeStart, count: spanCount) }
}
