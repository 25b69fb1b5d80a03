import TraceModel

extension JSONTraceDecoder {
    /// Opens a request or resource of OTLP, or reads a span that stands by itself.
    mutating func openOTLP(_ element: JSONElement) throws(JSONError) {
        switch element {
        case .otlpRequest:
            scanner.at += 1
            open = OpenResource(row: noResource)
            levels.append(DecoderLevel(.request))
        case .otlpResource:
            report.formats.add(.otlpJSON)
            open = OpenResource(row: noResource)
            try openResource()
        default:
            scanner.at += 1
            open = OpenResource(row: noResource)
            try otlpSpan(isAlone: true)
        }
    }

    /// Reads one key or element of OTLP's levels.
    mutating func otlpStep() throws(JSONError) -> DecodeOutcome? {
        switch levels[levels.count - 1].context {
        case .resources: return try listStep { decoder throws(JSONError) in try decoder.openResource() }
        case .scopes: return try listStep { decoder throws(JSONError) in try decoder.openScope() }
        case .scopeSpans: return try eachSpan { decoder throws(JSONError) in try decoder.otlpSpan(isAlone: false) }
        case .resource: try objectStep(.scopes) { Self.holdsScopes($0) }
        case .scope: try objectStep(.scopeSpans) { $0.equals("spans") }
        default: try requestStep()
        }
        return nil
    }

    /// Inside a request, between its keys.
    private mutating func requestStep() throws(JSONError) {
        guard let key = try nextKey() else { return }
        let isTempo = key.equals("batches")
        if isTempo || Self.holdsResources(key) {
            if isTempo { open.format = .tempoJSON }
            report.formats.add(open.format)
            if scanner.peek() == 0x5b {
                scanner.at += 1
                levels.append(DecoderLevel(.resources))
            } else {
                try skipUnlessNull("resourceSpans")
            }
        } else if let signal = Self.otherSignal(key) {
            try skipOtherSignal(signal)
        } else {
            try scanner.skip()
        }
    }

    /// Inside an object that holds a list, between its keys; what else it says was read when it was opened.
    @inline(__always)
    private mutating func objectStep(_ list: DecoderLevel.Context, _ isList: (RawString) -> Bool) throws(JSONError) {
        guard let key = try nextKey() else { return }
        if isList(key), scanner.peek() == 0x5b {
            scanner.at += 1
            levels.append(DecoderLevel(list))
        } else {
            try scanner.skip()
        }
    }

    /// Inside a list of resources or scopes, between its elements.
    @inline(__always)
    private mutating func listStep(
        _ open: (inout JSONTraceDecoder) throws(JSONError) -> Void
    ) throws(JSONError) -> DecodeOutcome? {
        switch try nextInList() {
        case .end: return nil
        case .due: return .stopped
        case .element: break
        }
        if scanner.peek() == 0x7b { try open(&self) } else { try skipForeign(.notASpan) }
        return nil
    }

    private static func holdsResources(_ key: RawString) -> Bool { key.equals("resourceSpans") || key.equals("resource_spans") }

    private static func holdsScopes(_ key: RawString) -> Bool {
        key.equals("scopeSpans") || key.equals("scope_spans") || key.equals("instrumentationLibrarySpans")
            || key.equals("instrumentation_library_spans") || key.equals("deprecatedScopeSpans") || key.equals("deprecated_scope_spans")
    }
}
