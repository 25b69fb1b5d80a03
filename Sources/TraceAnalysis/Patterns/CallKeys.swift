import TraceModel

/// Numbers spans by what they do: by service and name, and by service, name and what they ask for.
///
/// What is asked for is a database statement without its literals, or an address without its query and numbers: many
/// clients name all their spans alike.
struct CallKeys {
    private static let statementKeys = ["db.query.text", "db.statement", "sql.query"]
    private static let addressKeys = ["url.template", "http.route", "url.full", "http.url", "http.target"]

    private let snapshot: Snapshot
    /// Keys that occur at all, in order of preference.
    private let keys: [(id: StringID, isStatement: Bool)]
    private var operations = PairTable()
    /// Number of the operation, and of the shape of what is asked for plus 1.
    private var calls = PairTable()
    private var shapes: [String: UInt32] = [:]
    /// Numbers of the shapes of texts that repeat.
    private var shapeOfString: [StringID: UInt32] = [:]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        keys =
            Self.statementKeys.compactMap { snapshot.strings.find($0).map { ($0, true) } }
            + Self.addressKeys.compactMap { snapshot.strings.find($0).map { ($0, false) } }
    }

    /// How many distinct operations there are so far.
    var operationCount: Int { operations.pairs.count }

    /// The number of a span's operation.
    mutating func operation(of row: SpanRow) -> UInt32 {
        UInt32(operations.number(of: snapshot.service(of: row).rawValue, snapshot.chunks[row.chunk].name[row.offset]))
    }

    /// The number of the call that a span of an operation is.
    ///
    /// - Complexity: O(attributes + length of what is asked for)
    mutating func call(of row: SpanRow, operation: UInt32) -> UInt32 {
        UInt32(calls.number(of: operation, keys.isEmpty ? 0 : request(snapshot.chunks[row.chunk], row.offset)))
    }

    /// The number of the shape of what a span asks for plus 1; 0 when it does not say.
    private mutating func request(_ chunk: SpanChunkView, _ offset: Int) -> UInt32 {
        let rows = chunk.attributeRows(of: offset)
        if rows.isEmpty { return 0 }
        let attributes = chunk.packedAttributes
        for (key, isStatement) in keys {
            guard let row = attributes.firstRow(of: key, in: rows) else { continue }
            switch attributes.value(row) {
            case .interned(let id):
                if let known = shapeOfString[id] { return known }
                let number = number(of: snapshot.strings.bytes(id), isStatement)
                shapeOfString[id] = number
                return number
            case .text(let reference): return number(of: attributes.text[reference], isStatement)
            default: continue
            }
        }
        return 0
    }

    private mutating func number(of text: UnsafeRawBufferPointer, _ isStatement: Bool) -> UInt32 {
        // 0x3f is what a query follows.
        let text = isStatement ? text[...] : text.prefix { $0 != 0x3f }
        let wording = String(decoding: text.prefix(TextShape.longest), as: UTF8.self)
        let shape = isStatement ? TextShape.ofStatement(wording) : TextShape.ofMessage(wording)
        let number = shapes[shape] ?? UInt32(shapes.count + 1)
        shapes[shape] = number
        return number
    }
}
