/// The greatest number that each trace has under one key, those of the selection first.
///
/// One number a trace, so that a trace with many spans says no more than another.
struct TraceMaxima {
    private var numbers: [Double] = []
    private var selectedCount = 0
    /// The trace in which a number was met last, plus 1.
    private var lastTrace: UInt32 = 0

    /// The selection's numbers.
    var selected: [Double] { Array(numbers[..<selectedCount]) }
    /// The baseline's numbers.
    var baseline: [Double] { Array(numbers[selectedCount...]) }
    /// Traces with a number.
    var count: Int { numbers.count }

    /// Takes a number in; the selection's traces have to come first, one trace after the other.
    mutating func add(_ number: Double, trace: UInt32, isSelected: Bool) {
        if lastTrace == trace {
            numbers[numbers.count - 1] = max(numbers[numbers.count - 1], number)
        } else {
            lastTrace = trace
            numbers.append(number)
            if isSelected { selectedCount = numbers.count }
        }
    }
}
