import Terminal
import TraceModel

/// Words about what servers are being asked.
enum AskingText {
    /// How long nothing is said of a question, so that fast answers do not flicker, in milliseconds.
    private static let quietMilliseconds = 150

    /// The sign that turns while servers are asked, and what for; nil while nothing is worth telling.
    static func line(_ live: LiveState?, glyphs: GlyphSet) -> (spinner: String, text: String)? {
        guard let live, let asked = live.asked.last, live.waitedMilliseconds >= quietMilliseconds else { return nil }
        let spinner = glyphs.spinner[live.waitedMilliseconds / 100 % glyphs.spinner.count]
        let tenths = live.waitedMilliseconds / 100
        let time = tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : "\(tenths / 10) s"
        return (spinner, "Asking \(who(live)) for \(what(asked.question)) \(glyphs.bullet) \(time) \(glyphs.bullet) Esc stops")
    }

    /// What is shown of a server beside the name of the product: whether it answers, and whether it is asked again by itself.
    static func tag(_ live: LiveState) -> (text: String, isTrouble: Bool) {
        if live.failure != nil { return ("no answer", true) }
        return (live.refreshSeconds.map { "every \($0) s" } ?? "live", false)
    }

    /// How far back was searched: `last 1h`; empty for absolute times.
    static func reach(_ live: LiveState) -> String {
        guard let filter = live.searched, filter.start == nil, filter.end == nil else { return "" }
        return "last " + DurationText.short(filter.lookback ?? live.settings.lookback)
    }

    private static func who(_ live: LiveState) -> String {
        live.settings.servers.count == 1 ? live.settings.servers[0] : "\(live.settings.servers.count) servers"
    }

    private static func what(_ question: Question) -> String {
        switch question {
        case .services: "its services"
        case .operations(let service): "the operations of \(service)"
        case .search, .recent: "traces"
        case .trace(let id): "trace \(id)"
        }
    }
}
