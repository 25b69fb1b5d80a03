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
    init(sources: [String], follows: Bool, options: ScreenOptions, isUTC: Bool) throws(TerminalError) {
        screen = try Screen(options)
        runner = EffectRunner(sources: sources, follows: follows, mailbox: mailbox)
        model = ExplorerModel(size: screen.size, theme: screen.theme, localTime: LocalTime.text, isUTC: isUTC)
    }

    /// Runs until the user leaves, or the terminal does.
    func run() async -> End {
        defer { screen.close() }
        UI.loop.watchKeys(on: screen.inputDescriptor)
        draw()
        runner.startLoading(isReload: false)
        while true {
            take(await UI.loop.next())
            if let end {
                runner.stopLoading()
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
        case .load(let load): if runner.isCurrent(load), let action = load.takeAction() { handle(action) }
        }
    }

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

    private func draw() {
        var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
        model.draw(on: &canvas)
        screen.flush(canvas)
    }
}
