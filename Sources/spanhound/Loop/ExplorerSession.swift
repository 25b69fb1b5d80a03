import Explorer
import Terminal
import TraceModel

/// The explorer on a terminal, from the first frame to the last.
@UI final class ExplorerSession {
    // A class because it owns the screen, which has to be given back.

    private let screen: Screen
    private let mailbox = Mailbox<Mail>()
    private let runner: EffectRunner
    private var model: ExplorerModel
    /// Why nothing could be read; nil once something was, even if reading it again failed.
    private var failure: InputError?
    private var hasLoaded = false
    private var end: End?
    /// Since when servers have been asked without a break; nil while they are not.
    private var askedSince: ContinuousClock.Instant?
    /// When the servers will be asked again by themselves.
    private var refreshDue: ContinuousClock.Instant?

    /// How a session ended.
    enum End: Sendable {
        case quit
        case ended(LoopEvent.Reason)
        /// The user left after nothing could be read.
        case failed(InputError)
    }

    /// Takes over the terminal.
    ///
    /// - Throws: why there can be no screen.
    init(_ input: ExplorerInput, options: ScreenOptions, isUTC: Bool) throws(TerminalError) {
        screen = try Screen(options)
        runner = EffectRunner(input, mailbox: mailbox)
        model = ExplorerModel(size: screen.size, theme: screen.theme, localTime: LocalTime.text, isUTC: isUTC, live: input.live)
    }

    /// Runs until the user leaves, or the terminal does.
    func run() async -> End {
        defer { screen.close() }
        UI.loop.watchKeys(on: screen.inputDescriptor)
        draw()
        runner.startLoading(isReload: false)
        while true {
            take(await UI.loop.next(timeout: timeToWait))
            watchTheClock()
            if let end {
                runner.stop()
                if case .quit = end, let failure { return .failed(failure) }
                return end
            }
            draw()
        }
    }

    private func take(_ event: LoopEvent) {
        switch event {
        case .input: for event in screen.events() { perform(model.handle(input: event)) }
        case .mail: for mail in mailbox.takeAll() { take(mail) }
        case .resized:
            screen.resize()
            handle(.resized(screen.size))
        case .suspend: suspend()
        case .resumed:
            screen.resume()
            handle(.resized(screen.size))
        case .quit(let reason): end = .ended(reason)
        case .timeout: break
        }
    }

    private func take(_ mail: Mail) {
        switch mail {
        case .action(let action): handle(action)
        case .news(let news): if runner.isCurrent(news), let action = news.takeAction() { handle(action) }
        }
    }

    @inline(never)  // into each place that hands an action on
    private func handle(_ action: Action) {
        switch action {
        case .loadFailed(let error) where !hasLoaded: failure = error
        case .loaded: (hasLoaded, failure) = (true, nil)
        default: break
        }
        perform(model.handle(action))
    }

    private func perform(_ effects: [Effect]) {
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .compute(let effect): runner.compute(effect)
        case .reload: runner.reload()
        case .stopLoading: runner.stopLoading()
        case .ask(let question, let ticket): runner.ask(question, ticket: ticket)
        case .cancelQuestions: runner.cancelQuestions()
        case .keep(let id): runner.keep(id)
        case .save(let request): runner.save(request)
        case .copy(let text, let what): copy(text, what)
        case .redraw: screen.redraw()
        case .suspend: suspend()
        case .quit: end = .quit
        }
    }

    private func copy(_ text: String, _ what: String) {
        if screen.copy(text) {
            handle(.copied(what: what, way: "OSC 52"))
        } else {
            handle(.reported("\(what) is too long to copy (\(CountText.bytes(text.utf8.count)))"))
        }
    }

    private func suspend() {
        screen.suspend()
        handle(.resized(screen.size))
    }

    // MARK: Time, which passes only while servers are asked, or are to be asked again

    /// How often it is shown how long servers have been asked.
    private static let tick = Duration.milliseconds(100)

    private var timeToWait: Duration? {
        if askedSince != nil { return Self.tick }
        return refreshDue.map { max(.zero, $0 - .now) }
    }

    private func watchTheClock() {
        let now = ContinuousClock.now
        if model.state.isAsking {
            let since = askedSince ?? now
            askedSince = since
            refreshDue = nil
            let waited = (now - since).components
            handle(.waited(milliseconds: Int(waited.seconds * 1000 + waited.attoseconds / 1_000_000_000_000_000)))
        } else {
            askedSince = nil
            guard let seconds = model.state.refreshSeconds else { return refreshDue = nil }
            let due = refreshDue ?? now + .seconds(seconds)
            refreshDue = due
            if now >= due {
                refreshDue = nil
                handle(.refreshDue)
            }
        }
    }

    private func draw() {
        var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
        model.draw(on: &canvas)
        screen.flush(canvas)
    }
}
