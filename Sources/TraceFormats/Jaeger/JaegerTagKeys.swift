import TraceModel

/// The keys that say in tags what a span knows of itself in other ways, as rows of one snapshot's string table.
struct JaegerTagKeys {
    /// All the snapshot's strings.
    let strings: Strings
    let kind: StringID?
    let error: StringID?
    let status: StringID?
    /// Name and version of the instrumentation scope.
    let scopeName: StringID?
    let scopeVersion: StringID?
    /// What an event is called, as a field.
    let event: StringID?

    init(_ snapshot: Snapshot) {
        strings = snapshot.strings
        kind = strings.find("span.kind")
        error = strings.find("error")
        status = strings.find("otel.status_code")
        scopeName = strings.find("otel.scope.name")
        scopeVersion = strings.find("otel.scope.version")
        event = strings.find("event")
    }
}
