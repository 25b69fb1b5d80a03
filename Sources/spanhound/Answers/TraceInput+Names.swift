import TraceAnalysis
import TraceModel
import TraceSources

/// What servers tell of services without giving traces, beside what the files hold.
extension TraceInput {
    /// The services there are.
    ///
    /// - Throws: when no source can be read.
    func services() throws(Failure) -> ServicesAnswer {
        let answers = try askServers { server throws(InputError) in try server.services() }
        return ServicesAnswer(try filesBeside(answers), and: answers.found.flatMap(\.self))
    }

    /// What a service does.
    ///
    /// - Throws: when no source can be read, and that there is no such service, with those there are.
    func operations(of service: String) throws(Failure) -> OperationsAnswer {
        let answers = try askServers { server throws(InputError) in try server.operations(of: service) }
        let files = try filesBeside(answers)
        let answer = OperationsAnswer(files, and: answers.found.flatMap(\.self), service: service)
        guard answer.isEmpty else { return answer }
        try checkService(service, in: files)
        return answer
    }

    /// - Throws: that no source knows a service, with those that there are.
    func checkService(_ service: String, in snapshot: Snapshot) throws(Failure) {
        let known = try askServers { server throws(InputError) in try server.services() }.found.flatMap(\.self)
        let names = Set(known + ServicesAnswer.names(in: snapshot))
        if !names.contains(service) { throw Failure(noService: service, among: names.sorted()) }
    }

    /// What servers said, and why some did not.
    struct ServerAnswers<Answer> {
        var found: [Answer] = []
        var failures: [InputError] = []
    }

    /// Puts one question to every server.
    ///
    /// - Parameter isNeeded: whether there is no answer without a server's when there is no other source.
    /// - Throws: the first failure, when there is no answer, or, being strict, when there is any failure.
    func askServers<Answer>(
        isNeeded: Bool = true, _ question: (JaegerServer) throws(InputError) -> Answer
    ) throws(Failure) -> ServerAnswers<Answer> {
        var answers = ServerAnswers<Answer>()
        for server in sources.servers {
            do throws(InputError) { answers.found.append(try question(server)) } catch { answers.failures.append(error) }
        }
        let isInVain = isNeeded && answers.found.isEmpty && sources.paths.isEmpty
        if let failure = answers.failures.first, isStrict || isInVain { throw Failure(failure) }
        for failure in answers.failures { note(failure.diagnostic) }
        return answers
    }

    /// What the files hold; nothing without files, or when none can be read and servers have answered.
    private func filesBeside<Answer>(_ answers: ServerAnswers<Answer>) throws(Failure) -> Snapshot {
        if sources.paths.isEmpty { return .empty }
        return try readFiles(isAlone: answers.found.isEmpty).snapshot
    }
}
