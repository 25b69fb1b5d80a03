import TraceModel

/// Keys under which fields of Zipkin's spans are kept as attributes, and those of tags that mean something.
struct ZipkinTagKeys: Sendable {
    let peerService: StringID
    let peerIP: StringID
    let peerPort: StringID
    let hostIP: StringID
    let hostPort: StringID
    let debug: StringID
    let traceState: StringID
    let droppedCount: StringID
    let component: StringID
    private let kind: StringID
    private let error: StringID
    private let status: StringID
    private let scopeName: StringID
    private let scopeVersion: StringID
    private let libraryName: StringID
    private let libraryVersion: StringID
    /// No tag whose key comes after this one means anything.
    private let last: StringID

    init(_ writer: inout SpanWriter) {
        kind = writer.intern("span.kind")
        error = writer.intern("error")
        status = writer.intern("otel.status_code")
        scopeName = writer.intern("otel.scope.name")
        scopeVersion = writer.intern("otel.scope.version")
        libraryName = writer.intern("otel.library.name")
        libraryVersion = writer.intern("otel.library.version")
        peerService = writer.intern("peer.service")
        peerIP = writer.intern("net.peer.ip")
        peerPort = writer.intern("net.peer.port")
        hostIP = writer.intern("net.host.ip")
        hostPort = writer.intern("net.host.port")
        debug = writer.intern("zipkin.debug")
        traceState = writer.intern("w3c.tracestate")
        droppedCount = writer.intern("otel.dropped_attributes_count")
        component = writer.intern("component")
        last = [kind, error, status, scopeName, scopeVersion, libraryName, libraryVersion].max() ?? kind
    }

    /// What a tag may say of its span beside being an attribute.
    enum Meaning {
        case kind, error, status, scopeName, scopeVersion
    }

    /// What a tag with this key says; nil for nearly all.
    @inline(__always)
    func meaning(of key: StringID) -> Meaning? { key > last ? nil : slowMeaning(of: key) }

    @inline(never)
    private func slowMeaning(of key: StringID) -> Meaning? {
        switch key {
        case kind: .kind
        case error: .error
        case status: .status
        case scopeName, libraryName: .scopeName
        case scopeVersion, libraryVersion: .scopeVersion
        default: nil
        }
    }

    /// The key of a meaning's tag, for one that stays an attribute after all.
    func key(of meaning: Meaning) -> StringID {
        switch meaning {
        case .kind: kind
        case .error: error
        case .status: status
        case .scopeName: scopeName
        case .scopeVersion: scopeVersion
        }
    }
}
