import Terminal
import TraceModel

/// The whole explorer as a value: actions in, effects out, and a screen.
///
/// A host draws after each batch of actions, runs the effects, and hands their results back:
///
///     var model = ExplorerModel(size: screen.size, theme: theme)
///     for effect in model.handle(.key(key)) {
///         // .compute(work): in the background, `if let action = work.perform() { mailbox.send(action) }`
///     }
///     var canvas = Canvas(size: screen.size, glyphs: glyphs)
///     model.draw(on: &canvas)
public struct ExplorerModel: Sendable {
    /// All that it knows.
    public private(set) var state: ExplorerState
    /// What styles mean on this terminal.
    public let theme: Theme
    private let localTime: TimeText

    /// An explorer to which nothing was loaded yet.
    ///
    /// - Parameters:
    ///   - localTime: writes times of the user's zone.
    ///   - isUTC: whether times are in UTC at first.
    ///   - live: the servers among the sources; nil when there is none.
    public init(size: Size, theme: Theme, localTime: TimeText = .utc, isUTC: Bool = false, live: LiveSettings? = nil) {
        state = ExplorerState(size: size, localTime: localTime, isUTC: isUTC, live: live)
        self.theme = theme
        self.localTime = localTime
    }

    /// Takes in what happened.
    ///
    /// - Returns: what the host has to do, in this order.
    public mutating func handle(_ action: Action) -> [Effect] { state.update(action) }

    /// Takes in a key, a paste or a use of the mouse.
    public mutating func handle(input event: InputEvent) -> [Effect] {
        switch event {
        case .key(let key): handle(Action.key(key))
        case .paste(let text): handle(Action.pasted(text))
        case .mouse(let event): handle(Action.mouse(event))
        }
    }

    /// Draws the screen; the canvas should have the size that the state knows.
    ///
    /// - Complexity: O(cells), whatever is loaded
    public func draw(on canvas: inout Canvas) {
        guard canvas.size.holds(Layout.minimum) else {
            canvas.put("needs \(Layout.minimum.columns)x\(Layout.minimum.rows)", at: .zero)
            return
        }
        let scene = Scene(state, Look(theme: theme, time: state.isUTC ? .utc : localTime))
        let layout = state.layout
        switch state.screen {
        case .search: drawSearch(layout, scene, on: &canvas)
        case .trace: drawTrace(layout, scene, on: &canvas)
        }
        Overlays(scene: scene).draw(in: layout.overlay, on: &canvas)
        canvas.region(layout.message) { MessageLine(scene: scene).draw(on: &$0) }
        canvas.region(layout.footer) { Footer(scene: scene).draw(on: &$0) }
    }

    private func drawSearch(_ layout: Layout, _ scene: Scene, on canvas: inout Canvas) {
        canvas.region(layout.header) { SearchHeader(scene: scene).draw(on: &$0) }
        if let progress = state.load.progress, !layout.progress.isEmpty {
            canvas.region(layout.progress) { ProgressLine(progress: progress, look: scene.look).draw(on: &$0) }
        }
        if !layout.services.isEmpty { canvas.region(layout.services) { ServicesPane(scene: scene).draw(on: &$0) } }
        if !layout.traces.isEmpty {
            canvas.region(layout.filter) { FilterBar(scene: scene).draw(on: &$0) }
            canvas.region(layout.traces) { TracesPane(scene: scene).draw(on: &$0) }
        }
    }

    private func drawTrace(_ layout: Layout, _ scene: Scene, on canvas: inout Canvas) {
        canvas.region(layout.header) { TraceHeader(scene: scene).draw(on: &$0) }
        if let view = state.trace?.view?.object, !layout.legend.isEmpty {
            canvas.region(layout.legend) { LegendLine(view: view, look: scene.look).draw(on: &$0) }
        }
        if !layout.waterfall.isEmpty { canvas.region(layout.waterfall) { WaterfallPane(scene: scene).draw(on: &$0) } }
        if !layout.inspector.isEmpty { canvas.region(layout.inspector) { InspectorPane(scene: scene).draw(on: &$0) } }
    }
}
