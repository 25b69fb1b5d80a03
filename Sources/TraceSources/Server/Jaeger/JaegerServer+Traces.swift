import FoundationEssentials
import TraceModel

/// How traces are asked for.
extension JaegerServer {
    /// The reply that holds the traces asked for; nil when it says that there are none.
    ///
    /// - Parameter note: told of what the reply will not show.
    /// - Throws: why there is no answer; ``DiagnosticCode/traceNotFound`` only of a trace.
    func traces(
        _ request: ServerLoader.Request, _ cancellation: Cancellation, note: (Diagnostic) -> Void
    ) throws(InputError) -> CheckedReply? {
        switch request {
        case .trace(let id):
            let reply = try ask(.trace) { family throws(InputError) in try filled(family, Self.path(id, family), cancellation, note: note) }
            guard let reply else { throw InputError(Diagnostic(.traceNotFound, at: Place(source: name))) }
            if let retried = reply.note { note(retried) }
            return reply
        case .search(let search):
            let reply: CheckedReply?
            do throws(InputError) {
                reply = try traces(search, cancellation, note: note)
            } catch {
                guard error.diagnostic.code == .traceNotFound else { throw error }
                reply = nil
            }
            try check(search, foundNothing: reply == nil)
            if let retried = reply?.note { note(retried) }
            return reply
        }
    }

    private func traces(
        _ search: JaegerSearch, _ cancellation: Cancellation, note: (Diagnostic) -> Void
    ) throws(InputError) -> CheckedReply? {
        let hasTags = !search.tags.isEmpty
        if search.service == nil, hasTags, try !heedsTags(cancellation) { throw serviceRequired }
        return try ask(.search, hasTags: hasTags) { family throws(InputError) in
            if family == .legacy, search.service == nil { throw serviceRequired }
            do throws(InputError) {
                let reply = try filled(family, search.path(family), cancellation, note: note)
                if family == .v3, hasTags, reply != nil, try !heedsTags(cancellation) {
                    note(Diagnostic(.tagsNotHeeded, at: Place(source: name)))
                }
                return reply
            } catch {
                throw error.ofSearch(search)
            }
        }
    }

    /// Lets a search without a service pass as empty only where such searches are known to work.
    func check(_ search: JaegerSearch, foundNothing: Bool) throws(InputError) {
        guard search.service == nil else { return }
        if !foundNothing {
            dialect.learnThatEverywhereIsSearched()
        } else if !dialect.searchesEverywhere {
            throw serviceRequired
        }
    }

    private var serviceRequired: InputError { InputError(Diagnostic(.serviceRequired, at: Place(source: name))) }

    /// Where a trace is found.
    ///
    /// The newer interface is given all 32 digits; the older one takes what the user wrote, as it knows ids of other forms too.
    private static func path(_ id: String, _ family: JaegerFamily) -> String {
        let digits = id.filter { $0 != "-" }
        let number = digits.utf8.count <= 32 ? TraceID(hex: digits) : nil
        let text = number == nil ? id : digits
        switch family {
        case .v3: return "/api/v3/traces/" + (number?.paddedHex ?? PercentEncoding.encoded(text))
        case .legacy: return "/api/traces/" + PercentEncoding.encoded(text)
        }
    }

    /// A reply with something in it; nil for one that says that there is nothing.
    ///
    /// - Parameter note: told of what went wrong although there is something.
    /// - Throws: also what a reply with a good status says went wrong, and that it is none of this interface.
    private func filled(
        _ family: JaegerFamily, _ path: String, _ cancellation: Cancellation, note: (Diagnostic) -> Void
    ) throws(InputError) -> CheckedReply? {
        let reply = try checked(path, cancellation)
        // What does not fit into the first look is no empty answer.
        guard reply.isWhole else { return reply }
        let decoder = JSONDecoder(), body = Data(reply.head)
        if family == .v3, let result = try? decoder.decode(JaegerV3Traces.self, from: body) {
            if result.isEmpty { return nil }
            if result.isResult { return reply }
        }
        // Of an answer that breaks off is shown what came.
        if JSONEnding.isMissing(in: reply.head) { return reply }
        guard let envelope = try? decoder.decode(JaegerEnvelope<[AnyJSON]>.self, from: body) else {
            throw reply.failure(ofForeign: reply.head)
        }
        if let fault = envelope.errors?.first {
            let failure = reply.failure(status: fault.code ?? 500, message: fault.msg ?? "")
            guard envelope.data?.isEmpty == false else { throw failure }
            note(failure.diagnostic)
        }
        guard family == .legacy, envelope.isEnvelope else { throw reply.failure(ofForeign: reply.head) }
        return envelope.data?.isEmpty ?? true ? nil : reply
    }
}

extension TraceID {
    /// All 32 digits.
    fileprivate var paddedHex: String { SpanID(high).hex + SpanID(low).hex }
}
