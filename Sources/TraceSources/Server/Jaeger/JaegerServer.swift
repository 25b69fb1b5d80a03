import TraceModel

/// A Jaeger Query server of any version from 1.60 on, or one that speaks like it.
///
/// Both of its interfaces are used, the newer below `/api/v3` and the older below `/api`, each for what it answers better or at all
/// (`JaegerDialect`). Every answer is checked for what it is: old servers send a web page with status 200 for a path that they do not know.
public struct JaegerServer: Sendable {
    let client: HTTPClient
    let dialect = JaegerDialect()
    var retries = RetryPolicy()

    /// Nobody is asked yet.
    ///
    /// - Throws: ``DiagnosticCode/noHTTPLibrary``, or ``DiagnosticCode/badServerOption`` with which.
    public init(_ address: ServerAddress, _ options: ServerOptions = ServerOptions()) throws(InputError) {
        client = try HTTPClient(address, options)
    }

    /// The address as it may be shown.
    public var name: String { client.address.description }

    /// The names of all services, in order.
    ///
    /// - Throws: why there is no such answer.
    public func services(cancellation: Cancellation = Cancellation()) throws(InputError) -> [String] {
        let names = try ask(.services) { family throws(InputError) -> [String] in
            switch family {
            case .v3: try small(JaegerV3Services.self, "/api/v3/services", cancellation).services
            case .legacy: try enveloped([String].self, "/api/services", cancellation) ?? []
            }
        }
        return Set(names).sorted()
    }

    /// What a service does: each span name with its kind, in order; nothing of a service that is not known.
    ///
    /// - Throws: why there is no such answer.
    public func operations(of service: String, cancellation: Cancellation = Cancellation()) throws(InputError) -> [ServerOperation] {
        let query = "/operations?service=" + PercentEncoding.encoded(service)
        let found = try ask(.operations) { family throws(InputError) -> [ServerOperation] in
            switch family {
            case .v3: return try small(JaegerV3Operations.self, "/api/v3" + query, cancellation).operations
            case .legacy:
                do throws(InputError) {
                    return try enveloped([ServerOperation].self, "/api" + query, cancellation) ?? []
                } catch {
                    guard error.isOfStranger else { throw error }
                    return try namedOperations(of: service, cancellation)
                }
            }
        }
        return Set(found).sorted()
    }

    /// The traces that match, without their spans; nil when the server has no such answers, as before 2.19.
    ///
    /// - Throws: why there is no answer; ``DiagnosticCode/serviceRequired`` when the search names no service and the server wants one.
    public func summaries(
        _ search: JaegerSearch, cancellation: Cancellation = Cancellation()
    ) throws(InputError) -> [TraceSummary]? {
        if dialect.lacks(.summaries, .v3) { return nil }
        do throws(InputError) {
            let reply = try small(JaegerV3Summaries.self, search.path("/api/v3/trace-summaries"), cancellation)
            dialect.learn(.summaries, answeredBy: .v3, unknownTo: [])
            try check(search, foundNothing: reply.summaries.isEmpty)
            return reply.summaries
        } catch {
            if error.isOfStranger {
                dialect.learnThatSummariesAreUnknown()
                return nil
            }
            guard error.diagnostic.code == .traceNotFound else { throw error.ofSearch(search) }
            try check(search, foundNothing: true)
            return []
        }
    }

    /// Who calls whom by the server's own reckoning, in order of names; often empty, as many storages leave it to a separate job.
    ///
    /// - Parameters:
    ///   - end: until when, in nanoseconds since the Unix epoch.
    ///   - lookback: how far back from there, in nanoseconds.
    ///   - service: only edges from or to it.
    /// - Throws: why there is no such answer.
    public func dependencies(
        end: Int64, lookback: Int64, service: String? = nil, cancellation: Cancellation = Cancellation()
    ) throws(InputError) -> [ServerDependency] {
        var path = "/api/dependencies?endTs=\(Self.milliseconds(end))&lookback=\(max(1, Self.milliseconds(lookback)))"
        if let service { path += "&service=" + PercentEncoding.encoded(service) }
        return try (enveloped([ServerDependency].self, path, cancellation) ?? []).sorted()
    }

    /// Milliseconds, rounded so that nothing is left out.
    private static func milliseconds(_ nanoseconds: Int64) -> Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder > 0 ? quotient + 1 : quotient
    }

    /// What a service does, from servers that know names only, such as VictoriaTraces.
    ///
    /// Jaeger 2 decodes the service's name twice, older ones once; the wrong form is answered with nothing.
    private func namedOperations(of service: String, _ cancellation: Cancellation) throws(InputError) -> [ServerOperation] {
        let once = PercentEncoding.encoded(service)
        let twice = PercentEncoding.encoded(once)
        for spelling in once == twice ? [once] : [once, twice] {
            let names = try enveloped([String].self, "/api/services/\(spelling)/operations", cancellation)
            if let names, !names.isEmpty { return names.map { ServerOperation(name: $0, spanKind: "") } }
        }
        return []
    }
}
