import TestSupport
import Testing
import TraceModel
import TraceSimulator

@testable import TraceAnalysis

/// Faults in a simulated shop whose place is known: how many of them are found first.
///
/// They are simulated: that they are found says that nothing is broken, and little of real systems. What is missed was meant
/// to be hard: what a service computes is the least part of what it takes where its database or its bank is in trouble already.
@Suite struct LabelledFaultTests {
    private static let services = ["api-gateway", "user-service", "order-service", "payment-service"]

    /// Every fault in several shops, some of which have troubles of their own in the baseline too.
    private static var cases: [(scenario: Scenario, fault: SimulatedFault)] {
        let scenarios: [Scenario] = [.checkout, .healthy, .slowDatabase, .failingPayment, .retryStorm, .nPlusOne, .asyncMessaging]
        var cases: [(Scenario, SimulatedFault)] = []
        for (index, scenario) in scenarios.enumerated() {
            func service(_ number: Int) -> String { services[(index + number) % services.count] }
            cases.append((scenario, .slowInside(service(0))))
            cases.append((scenario, .slowInside(service(1))))
            // Nobody calls the gateway.
            cases.append((scenario, .slowEdge(services[1 + index % 3])))
            cases.append((scenario, .failing(service(3))))
            cases.append((scenario, .slowHost(service(2), index % 3)))
        }
        return cases
    }

    @Test("Of 35 simulated faults at least 30 are found first, and a finding that is not called weak is never wrong")
    func found() throws {
        var misses: [String] = [], wrong: [String] = [], findings = 0
        for (index, (scenario, fault)) in Self.cases.enumerated() {
            let seed = UInt64(100 + index * 2)
            let suspects = SimulatedFault.traces(scenario, 150, seed: seed, fault)
            let (answer, isWeak) = try Self.answer(fault, suspects, scenario, seed: seed + 1)
            if !isWeak { findings += 1 }
            if answer == fault.description { continue }
            misses.append("\(scenario.rawValue): \(fault), told: \(answer)")
            if !isWeak { wrong.append(misses[misses.count - 1]) }
        }
        // 31 were found first when this was written, 11 of the diagnoses not weak.
        #expect(Self.cases.count == 35 && misses.count <= 5, "\(misses)")
        #expect(wrong.isEmpty && findings >= 10, "\(wrong)")
    }

    /// What stands first in the answer that a user would ask for, and whether that is said to be weak.
    private static func answer(
        _ fault: SimulatedFault, _ suspects: Snapshot, _ scenario: Scenario, seed: UInt64
    ) throws -> (told: String, isWeak: Bool) {
        switch fault {
        case .slowInside, .slowEdge:
            let baseline = SimulatedFault.traces(scenario, 150, seed: seed, nil)
            let found = try #require(Diagnosis(suspects: TraceSelection(suspects), baseline: TraceSelection(baseline)))
            let told = found.first.map { ($0.isEdge ? SimulatedFault.slowEdge : SimulatedFault.slowInside)($0.service).description }
            return (told ?? "nothing", found.isWeak)
        case .failing:
            let failed = try #require(suspects.errorTraces(of: suspects.traces))
            return (failed.groups(in: suspects).first.map { SimulatedFault.failing($0.service).description } ?? "nothing", true)
        case .slowHost(let service, let number):
            let found = try #require(suspects.patterns()).first { $0.kind == .skewedHost }
            let isRight = found?.service == service && found?.host?.name == SimulatedFault.host(number, of: service, in: suspects)
            return (isRight ? fault.description : found.map { "\($0.service) on \($0.host?.name ?? "")" } ?? "nothing", true)
        }
    }
}
