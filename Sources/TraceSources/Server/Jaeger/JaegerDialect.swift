import Synchronization

/// Which interface of a server answers what, as its answers have shown.
///
/// No version is asked for, because no server tells it. What counts is what was answered: a question that one interface did not know
/// while the other answered it is put to the other from then on.
///
/// A class because all copies of a ``JaegerServer`` learn together.
final class JaegerDialect: Sendable {
    /// A question in one of its two forms.
    private struct Form: Hashable {
        let question: JaegerQuestion
        let family: JaegerFamily
    }

    private struct Knowledge {
        var unknown: Set<Form> = []
        var heedsTags: Bool?
        var searchesEverywhere = false
        var gaveUp: ContinuousClock.Instant?
    }

    /// How long it is no use to ask again and again after it was in vain.
    private static let resignation = Duration.seconds(5)

    private let knowledge = Mutex(Knowledge())

    /// Whether the newer interface heeds tags in a search; nil while that is not known.
    ///
    /// It does since 2.19, which brought summaries too; before, it leaves them out without a word.
    var heedsTags: Bool? { knowledge.withLock { $0.heedsTags } }

    /// Whether a search without a service has ever found anything.
    ///
    /// Storages that cannot do that refuse it, or answer that there is nothing, as Jaeger 1 does: only what is found shows which is true.
    var searchesEverywhere: Bool { knowledge.withLock { $0.searchesEverywhere } }

    /// Whether asking again was in vain a moment ago: then many questions in a row need not each find that out slowly.
    func hasGivenUp(at now: ContinuousClock.Instant) -> Bool {
        knowledge.withLock { knowledge in knowledge.gaveUp.map { now - $0 < Self.resignation } ?? false }
    }

    /// Whom to ask, the better one first; the other is for when that one cannot answer.
    ///
    /// The newer interface keeps nanoseconds, and values such as NaN, of which the older can make no JSON. It is also the one that stays.
    /// So it comes first, with one exception: a search with tags, until it is known that tags are heeded. A server that no longer has the
    /// older search does heed them.
    func families(for question: JaegerQuestion, hasTags: Bool = false) -> [JaegerFamily] {
        let all: [JaegerFamily]
        switch question {
        case .summaries: all = [.v3]
        case .dependencies: all = [.legacy]
        case .search where hasTags && heedsTags != true: all = [.legacy, .v3]
        default: all = [.v3, .legacy]
        }
        let able = knowledge.withLock { knowledge in all.filter { !knowledge.unknown.contains(Form(question: question, family: $0)) } }
        return able.isEmpty ? all : able
    }

    /// Whether it is known that nobody answers a question in this form.
    func lacks(_ question: JaegerQuestion, _ family: JaegerFamily) -> Bool {
        knowledge.withLock { $0.unknown.contains(Form(question: question, family: family)) }
    }

    /// Takes note that one interface answered what the others did not know.
    func learn(_ question: JaegerQuestion, answeredBy family: JaegerFamily, unknownTo others: [JaegerFamily]) {
        knowledge.withLock { knowledge in
            for other in others { knowledge.unknown.insert(Form(question: question, family: other)) }
            if question == .summaries { knowledge.heedsTags = true }
        }
    }

    /// Takes note that a search without a service found something.
    func learnThatEverywhereIsSearched() { knowledge.withLock { $0.searchesEverywhere = true } }

    /// Takes note of when it was given up to ask again; nil when the server answers.
    func learn(gaveUp: ContinuousClock.Instant?) { knowledge.withLock { $0.gaveUp = gaveUp } }

    /// Takes note that there are no summaries, and hence no heed for tags.
    func learnThatSummariesAreUnknown() {
        knowledge.withLock { knowledge in
            knowledge.unknown.insert(Form(question: .summaries, family: .v3))
            knowledge.heedsTags = false
        }
    }
}
