/// What one frame shows, shared by its panes.
final class Scene {
    // A class: in a structure, each pane would be one more type that knows how to copy all of the state,
    // and the compiler would write out that knowledge each time.

    let state: ExplorerState
    let look: Look

    init(_ state: ExplorerState, _ look: Look) {
        self.state = state
        self.look = look
    }
}

/// A part of the screen that is drawn from the scene.
protocol Pane {
    var scene: Scene { get }
}

extension Pane {
    var state: ExplorerState { scene.state }
    var look: Look { scene.look }
}
