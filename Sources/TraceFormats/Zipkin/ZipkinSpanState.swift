import TraceModel

/// What is known of a Zipkin span, while it is read, beside its columns.
struct ZipkinSpanState {
    var trace: TraceID?
    var parent = SpanID(0)
    var hasTextParent = false
    var hasName = false, hasStart = false, hasDuration = false
    /// The kind given as such.
    var kind: SpanKind?
    /// The kind that a tag gives.
    var tagKind: SpanKind?
    /// A tag `span.kind` says `internal`, which is how a span without a kind says it.
    var isInternal = false
    /// The status that a tag gives.
    var status = SpanStatus.unset
    /// A tag `error` says `true`, which is how the status `error` is said once more.
    var saysError = false
    var resource: ResourceID?
    var scopeName: StringID?
    var scopeVersion: StringID?
    /// Texts of the links, by their number, followed by bytes that may be read.
    var links: [(number: Int, text: [UInt8])] = []
    /// It has fields that only version 1 of the format has.
    var isV1 = false
    /// What version 1 says in annotations.
    var sides = ZipkinSides()
}

/// The two sides of a call, as spans of version 1 state them in annotations.
struct ZipkinSides {
    /// The annotations that mean something.
    enum Mark: Int, CaseIterable {
        case clientSend, clientReceive, serverReceive, serverSend, messageSend, messageReceive

        /// The mark of an annotation with this text.
        @inline(__always)
        init?(_ text: RawString) {
            guard text.count == 2 else { return nil }
            switch (text.start.load(as: UInt8.self), text.start.load(fromByteOffset: 1, as: UInt8.self)) {
            case (0x63, 0x73): self = .clientSend
            case (0x63, 0x72): self = .clientReceive
            case (0x73, 0x72): self = .serverReceive
            case (0x73, 0x73): self = .serverSend
            case (0x6d, 0x73): self = .messageSend
            case (0x6d, 0x72): self = .messageReceive
            default: return nil
            }
        }
    }

    private var times: [Int64?]?
    private var endpoints: [UnsafeRawPointer?]?
    /// The endpoint of any other annotation.
    var otherEndpoint: UnsafeRawPointer?
    /// Endpoints of the binary annotations `ca`, `sa` and `ma`, and any other's.
    var clientAddress: UnsafeRawPointer?
    var serverAddress: UnsafeRawPointer?
    var binaryEndpoint: UnsafeRawPointer?

    /// Notes an annotation.
    mutating func note(_ mark: Mark, time: Int64, endpoint: UnsafeRawPointer?) {
        var times = times ?? Array(repeating: nil, count: Mark.allCases.count)
        var endpoints = endpoints ?? Array(repeating: nil, count: Mark.allCases.count)
        if times[mark.rawValue] == nil { times[mark.rawValue] = time }
        if endpoints[mark.rawValue] == nil { endpoints[mark.rawValue] = endpoint }
        (self.times, self.endpoints) = (times, endpoints)
    }

    /// Whether there is any such annotation.
    var areMarked: Bool { times != nil }

    /// When an annotation says it happened.
    func time(_ mark: Mark) -> Int64? { times?[mark.rawValue] }

    /// Whether any of some annotations is there.
    private func has(_ marks: Mark...) -> Bool { marks.contains { time($0) != nil } }

    /// The span's kind: that of its client's side when it has both.
    var kind: SpanKind? {
        if has(.clientSend, .clientReceive) { return .client }
        if has(.serverReceive, .serverSend) { return .server }
        if has(.messageSend) { return .producer }
        return has(.messageReceive) ? .consumer : nil
    }

    /// When the span began and how long it took, as far as its own side says it.
    var interval: (start: Int64?, duration: Int64?) {
        let ends: (Mark, Mark)? =
            switch kind {
            case .client: (.clientSend, .clientReceive)
            case .server: (.serverReceive, .serverSend)
            default: nil
            }
        guard let ends else { return (time(.messageSend) ?? time(.messageReceive), nil) }
        guard let start = time(ends.0) else { return (nil, nil) }
        return (start, time(ends.1).map { $0.subtractingReportingOverflow(start) }.flatMap { $0.overflow ? nil : $0.partialValue })
    }

    /// The endpoint of whoever recorded the span.
    var local: UnsafeRawPointer? {
        let own: [Mark] =
            switch kind {
            case .client: [.clientSend, .clientReceive]
            case .server: [.serverReceive, .serverSend]
            case .producer: [.messageSend]
            case .consumer: [.messageReceive]
            default: []
            }
        return own.lazy.compactMap { endpoints?[$0.rawValue] }.first ?? otherEndpoint ?? binaryEndpoint
    }

    /// The endpoint of the other side.
    var remote: UnsafeRawPointer? { kind == .server || kind == .consumer ? clientAddress : serverAddress ?? clientAddress }
}
