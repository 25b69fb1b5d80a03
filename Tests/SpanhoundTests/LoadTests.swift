import Explorer
import Foundation
import Synchronization
import Terminal
import TestSupport
import Testing
import TraceModel
import TraceSources

@testable import spanhound

/// Reading beside the screen.
@Suite struct LoadTests {
    /// What a load told in the end; reading stops waiting after a minute and a half.
    private func outcome(of load: Load, _ mailbox: Mailbox<Mail>) async throws -> Action? {
        load.start()
        for _ in 0..<9000 {
            for case .news(let news) in mailbox.takeAll() {
                switch news.takeAction() {
                case .loaded(let snapshot, let progress)? where progress.isFinished: return .loaded(snapshot, progress)
                case .loadFailed(let error)?: return .loadFailed(error)
                default: break
                }
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    private func load(_ paths: [String], _ mailbox: Mailbox<Mail>) -> Load {
        Load(to: mailbox) { (cancellation, onUpdate) throws(InputError) in
            _ = try FileLoader(paths: paths).load(cancellation: cancellation, onUpdate: onUpdate)
        }
    }

    @Test("The last news of a load is everything there is to read, whatever was told before")
    func finished() async throws {
        let folder = try TemporaryFolder()
        let mailbox = Mailbox<Mail>()
        let load = load([try OrderTraces.file(in: folder)], mailbox)
        guard case .loaded(let snapshot, _)? = try await outcome(of: load, mailbox) else {
            Issue.record("the load did not finish")
            return
        }
        #expect(snapshot.spanCount == 4 && snapshot.traces.count == 2)
        if load.news.takeAction() != nil { Issue.record("news are told once") }
    }

    @Test("What cannot be read is told as a failure")
    func failed() async throws {
        let folder = try TemporaryFolder()
        let mailbox = Mailbox<Mail>()
        let load = load([try folder.file("empty.json", "").path], mailbox)
        guard case .loadFailed(let error)? = try await outcome(of: load, mailbox) else {
            Issue.record("the load did not fail")
            return
        }
        #expect(error.diagnostic.code == .emptyFile)
    }
}
