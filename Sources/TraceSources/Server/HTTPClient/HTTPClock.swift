/// How long a reply was waited for, and whether that was too long.
///
/// Only time spent waiting counts: whoever decodes slowly cannot make the server late.
struct HTTPClock {
    /// What is waited for.
    enum Stage { case connecting, firstByte, reply }

    private(set) var stage = Stage.connecting
    private let patience: ServerPatience
    private var silence = Duration.zero
    private var total = Duration.zero

    init(_ patience: ServerPatience) { self.patience = patience }

    /// The next stage begins.
    mutating func enter(_ next: Stage) {
        stage = next
        silence = .zero
    }

    /// Something came.
    mutating func stir() { if stage == .reply { silence = .zero } }

    /// Whoever reads comes back after a while of its own.
    mutating func rest() { stir() }

    /// Takes note of time waited.
    mutating func add(_ time: Duration) {
        silence += time
        total += time
    }

    /// What took too long, in words; nil when nothing did.
    var overdue: String? {
        if silence >= limit {
            switch stage {
            case .connecting: return "a connection"
            case .firstByte: return "the first byte of the answer"
            case .reply: return "more of the answer"
            }
        }
        return total >= patience.wholeReply ? "the end of the answer" : nil
    }

    /// How long to wait at most before looking again.
    var nextMilliseconds: Int32 {
        let rest = min(limit - silence, patience.wholeReply - total)
        return Int32(clamping: max(1, rest.components.seconds * 1000 + rest.components.attoseconds / 1_000_000_000_000_000 + 1))
    }

    private var limit: Duration {
        switch stage {
        case .connecting: patience.connecting
        case .firstByte: patience.firstByte
        case .reply: patience.silence
        }
    }
}
