import TraceModel

/// Numbers spans by what they do: by service and name, and by service, name and database statement without its literals.
struct CallKeys {
    private static let statementKeys = ["db.query.text", "db.statement", "sql.query"]

    private let snapshot: Snapshot
    /// Keys that occur at all, in order of preference.
    private let statementKeys: [StringID]
    private var operations = PairTable()
    /// Number of the operation, and of the statement's shape plus 1.
    private var calls = PairTable()
    private var shapes: [String: UInt32] = [:]
    /// Numbers of the shapes of texts that repeat.
    private var shapeOfString: [StringID: UInt32] = [:]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        statementKeys = Self.statementKeys.compactMap { snapshot.strings.find($0) }
    }

    /// How many distinct calls there are so far.
    var callCount: Int { calls.pairs.count }

    /// The numbers of a span's operation and of its call.
    ///
    /// - Complexity: O(attributes + length of the statement)
    mutating func numbers(of row: SpanRow) -> (operation: UInt32, call: UInt32) {
        let chunk = snapshot.chunks[row.chunk]
        let operation = UInt32(operations.number(of: snapshot.service(of: row).rawValue, chunk.name[row.offset]))
        let statement = statementKeys.isEmpty ? 0 : statement(chunk, row.offset)
        return (operation, UInt32(calls.number(of: operation, statement)))
    }

    /// The number of a span's service alone, as an operation without a name.
    mutating func serviceNumber(of row: SpanRow) -> UInt32 { UInt32(operations.number(of: snapshot.service(of: row).rawValue, .max)) }

    /// The number of the statement's shape plus 1; 0 without a statement.
    private mutating func statement(_ chunk: SpanChunkView, _ offset: Int) -> UInt32 {
        let rows = chunk.attributeRows(of: offset)
        if rows.isEmpty { return 0 }
        let attributes = chunk.packedAttributes
        for key in statementKeys {
            guard let row = attributes.firstRow(of: key, in: rows) else { continue }
            switch attributes.value(row) {
            case .interned(let id):
                if let known = shapeOfString[id] { return known }
                let number = number(ofShape: snapshot.strings[id])
                shapeOfString[id] = number
                return number
            case .text(let reference): return number(ofShape: String(decoding: attributes.text[reference], as: UTF8.self))
            default: continue
            }
        }
        return 0
    }

    private mutating func number(ofShape text: String) -> UInt32 {
        let shape = TextShape.ofStatement(text)
        let number = shapes[shape] ?? UInt32(shapes.count + 1)
        shapes[shape] = number
        return number
    }
}
