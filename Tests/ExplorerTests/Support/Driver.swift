import Terminal
import TestSupport
import TraceModel

@testable import Explorer

/// The whole core without a terminal: keys in, a screen out; effects are run at once.
struct Driver {
    var model: ExplorerModel
    /// What was put into the clipboard.
    var copied: [String] = []
    /// Effects that were asked for and not run, such as `quit`.
    var asked: [Effect] = []
    /// Whether background work is left undone until ``finishWork()``.
    var holdsWork = false
    private var held: [ComputeEffect] = []
    let glyphs: GlyphSet

    init(_ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode, live: LiveSettings? = nil) {
        self.glyphs = glyphs
        model = ExplorerModel(size: Size(columns: columns, rows: rows), theme: Theme(depth: .full), live: live)
    }

    /// An explorer with a drawing loaded.
    init(_ drawing: String, _ columns: Int = 80, _ rows: Int = 24, glyphs: GlyphSet = .unicode) {
        self.init(columns, rows, glyphs: glyphs)
        load(TraceDrawing.snapshot(drawing))
    }

    var state: ExplorerState { model.state }

    mutating func load(_ snapshot: Snapshot, isReload: Bool = false) {
        send(.loadStarted(sources: ["orders.json"], isReload: isReload))
        var progress = LoadProgress()
        progress.sourceName = "orders.json"
        progress.spans = snapshot.spanCount
        progress.isFinished = true
        send(.loaded(snapshot, progress))
    }

    mutating func send(_ action: Action) {
        var waiting = model.handle(action)[...]
        while let effect = waiting.popFirst() {
            switch effect {
            case .compute(let work) where holdsWork: held.append(work)
            case .compute(let work): if let result = work.perform() { waiting += model.handle(result) }
            case .copy(let text, let what):
                copied.append(text)
                waiting += model.handle(.copied(what: what, way: "OSC 52"))
            default: asked.append(effect)
            }
        }
    }

    /// Runs the background work that was held back.
    mutating func finishWork() {
        let work = held
        (held, holdsWork) = ([], false)
        for effect in work { if let result = effect.perform() { send(result) } }
    }

    /// Presses keys, parted by blanks; `zM` and `gg` are two keys each.
    mutating func press(_ keys: String) {
        for notation in keys.split(separator: " ") {
            for key in KeySequence(String(notation))?.keys ?? [] { send(.key(key)) }
        }
    }

    /// Types text, a key a character.
    mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    var canvas: Canvas {
        var canvas = Canvas(size: state.size, glyphs: glyphs)
        model.draw(on: &canvas)
        return canvas
    }

    var rows: [String] { canvas.rows }
    var text: String { canvas.text }
    var footer: String { rows.last ?? "" }
    var messageLine: String { rows.dropLast().last ?? "" }
}
