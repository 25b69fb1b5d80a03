import FoundationEssentials
import TraceModel

/// How questions are put.
extension JaegerServer {
    /// The greatest list of names, in bytes: some hundred thousand of them.
    private static let smallReply = 16 << 20

    /// Asks one interface after the other until one of them can answer.
    ///
    /// - Throws: the first failure that the other interface would not be spared; else what the older says, or whoever says most.
    func ask<Answer>(
        _ question: JaegerQuestion, hasTags: Bool = false, _ body: (JaegerFamily) throws(InputError) -> Answer
    ) throws(InputError) -> Answer {
        var strangers: [JaegerFamily] = []
        var refusal: (family: JaegerFamily, error: InputError)?
        for family in dialect.families(for: question, hasTags: hasTags) {
            do throws(InputError) {
                let answer = try body(family)
                dialect.learn(question, answeredBy: family, unknownTo: strangers)
                return answer
            } catch {
                guard error.isOfStranger || error.isOfValuesWithoutJSON else { throw error }
                if error.isOfStranger { strangers.append(family) }
                let saysMore = refusal.map { $0.error.isOfStranger && (!error.isOfStranger || family == .legacy) } ?? true
                if saysMore { refusal = (family, error) }
            }
        }
        guard let refusal else { preconditionFailure("somebody is always asked") }
        throw refusal.error
    }

    /// A small answer as it is.
    func small<Answer: Decodable>(_ type: Answer.Type, _ path: String, _ cancellation: Cancellation) throws(InputError) -> Answer {
        let reply = try checked(path, cancellation)
        let body = try reply.body(limit: Self.smallReply)
        if let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) { return answer }
        // Some proxies, and servers asked for what they do not know, answer in the other interface's way.
        if let fault = (try? JSONDecoder().decode(JaegerEnvelope<AnyJSON>.self, from: Data(body)))?.errors?.first {
            throw reply.failure(status: fault.code ?? 500, message: fault.msg ?? "")
        }
        throw reply.failure(ofForeign: body)
    }

    /// A small answer in the older interface's envelope; nil when it holds none.
    func enveloped<Answer: Decodable>(_ type: Answer.Type, _ path: String, _ cancellation: Cancellation) throws(InputError) -> Answer? {
        let reply = try checked(path, cancellation)
        let body = try reply.body(limit: Self.smallReply)
        guard let envelope = try? JSONDecoder().decode(JaegerEnvelope<Answer>.self, from: Data(body)) else {
            throw reply.failure(ofForeign: body)
        }
        if let fault = envelope.errors?.first { throw reply.failure(status: fault.code ?? 500, message: fault.msg ?? "") }
        guard envelope.isEnvelope else { throw reply.failure(ofForeign: body) }
        return envelope.data
    }

    /// Whether the newer interface heeds tags in a search, asked for when it is not known.
    ///
    /// The question has no query: whoever knows summaries refuses it, or answers it, as an interface does.
    func heedsTags(_ cancellation: Cancellation) throws(InputError) -> Bool {
        if let known = dialect.heedsTags { return known }
        do throws(InputError) {
            _ = try checked("/api/v3/trace-summaries", cancellation)
            dialect.learn(.summaries, answeredBy: .v3, unknownTo: [])
            return true
        } catch {
            switch error.diagnostic.code {
            case .requestRefused, .traceNotFound:
                dialect.learn(.summaries, answeredBy: .v3, unknownTo: [])
                return true
            case .notAnAPI, .replyNotUnderstood:
                dialect.learnThatSummariesAreUnknown()
                return false
            default: throw error
            }
        }
    }
}

extension InputError {
    /// Whether whoever answered does not know the question: another interface may.
    var isOfStranger: Bool { diagnostic.code == .notAnAPI || diagnostic.code == .replyNotUnderstood }

    /// Whether the older interface failed of a NaN or an infinity, which the newer one can write.
    var isOfValuesWithoutJSON: Bool { diagnostic.code == .serverFailed && diagnostic.found.contains("json: unsupported value") }

    /// The same failure, told apart if it is only that a search without a service is none for this server.
    func ofSearch(_ search: JaegerSearch) -> InputError {
        let said = diagnostic.found.lowercased()
        let wants = ["service name", "service_name", "servicename", "parameter 'service'"].contains(where: said.contains)
        guard wants, search.service == nil, [.requestRefused, .serverFailed].contains(diagnostic.code) else { return self }
        return InputError(Diagnostic(.serviceRequired, at: diagnostic.place, found: diagnostic.found))
    }
}
