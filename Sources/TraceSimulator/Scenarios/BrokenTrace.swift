import TraceModel

/// One order, drawn by hand, with one defect.
struct BrokenTrace {
    /// A span before it is recorded; ids and parents count from 1, 0 is none.
    struct Sketch {
        var id: Int
        var parent: Int
        var service: Service?
        var name: String
        var kind: SpanKind
        /// Milliseconds from the trace's start; nil = not told.
        var start: Int?
        /// Milliseconds; nil = not told.
        var duration: Int?
        var references: [Reference] = []
        var warning: String?
    }

    /// A reference that says more than "child of a span of this trace".
    struct Reference {
        let kind: LinkKind
        /// nil = another trace.
        let span: Int?
    }

    let defect: Defect
    /// Nanoseconds since the Unix epoch, a whole number of milliseconds.
    let start: Int64
    private(set) var spans: [Sketch] = [
        Sketch(id: 1, parent: 0, service: .gateway, name: "POST /api/orders", kind: .server, start: 0, duration: 300),
        Sketch(id: 2, parent: 1, service: .users, name: "validate_user", kind: .server, start: 10, duration: 50),
        Sketch(id: 3, parent: 2, service: .users, name: "SELECT users", kind: .client, start: 15, duration: 25),
        Sketch(id: 4, parent: 1, service: .orders, name: "create_order", kind: .server, start: 70, duration: 210),
        Sketch(id: 5, parent: 4, service: .orders, name: "INSERT orders", kind: .client, start: 80, duration: 30),
        Sketch(id: 6, parent: 4, service: .payments, name: "process_payment", kind: .server, start: 120, duration: 140),
        Sketch(id: 7, parent: 6, service: .payments, name: "POST /v1/payment_intents", kind: .client, start: 130, duration: 110),
        Sketch(id: 8, parent: 4, service: .notifications, name: "send_order_confirmation", kind: .consumer, start: 265, duration: 30),
    ]

    init(_ defect: Defect, at start: Int64) {
        self.defect = defect
        self.start = start / 1_000_000 * 1_000_000
        apply()
    }

    private mutating func apply() {
        switch defect {
        case .orphans: spans.remove(at: 3)
        case .cycle: spans[3].parent = 7
        case .selfParent: spans[5].parent = 6
        case .duplicateIDs: spans[4].id = 3
        case .repeatedSpan: spans.append(spans[6])
        case .severalRoots: (spans[1].parent, spans[3].parent) = (0, 0)
        case .missingProcess: (spans[5].service, spans[6].service) = (nil, nil)
        case .zeroStart:
            spans[2].start = -Int(start / 1_000_000)
            (spans[4].start, spans[4].duration) = (nil, nil)
        case .negativeDuration: spans[5].duration = -20
        case .outsideParent: (spans[5].start, spans[6].start, spans[7].start) = (1120, 1130, 40)
        case .foreignReferences:
            spans[3].references = [Reference(kind: .childOf, span: nil), Reference(kind: .followsFrom, span: 2)]
            spans[3].parent = 2
            spans[5].references = [
                Reference(kind: .childOf, span: 4), Reference(kind: .childOf, span: 2), Reference(kind: .followsFrom, span: nil),
            ]
            spans[7].references = [Reference(kind: .followsFrom, span: nil)]
            spans[7].parent = 0
        case .noRoot: spans.removeFirst()
        case .rootInCycle: spans[0].parent = 5
        case .hostileNames:
            spans[1].name = ""
            spans[2].name = "\u{1b}[2J\u{1b}[31mSELECT\u{7} users"
            spans[4].name = "INSERT \u{202e}sredro\u{202c} 注文\n🛒 e\u{301}"
        case .warnings:
            spans[5].warning = "clock skew adjustment disabled; not applying calculated delta of 1.02s"
            spans[6].warning = "parent's clock is \"ahead\" by more than 1s"
        case .oddIDs: break
        }
    }
}
