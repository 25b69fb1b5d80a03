// swift-tools-version: 6.1
// One section a target, in the order in which data flows; each has its tests beside it.
import PackageDescription

let package = Package(
    name: "spanhound",
    products: [
        .executable(name: "spanhound", targets: ["spanhound"]),
        // For the fuzz targets, which are a package of their own.
        .library(name: "TraceReading", targets: ["TraceModel", "TraceFormats"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // The smallest C that Swift needs.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CCurl"),
        .target(name: "CSystem"),

        // Spans in columns.
        .target(name: "TraceModel"),
        .testTarget(name: "TraceModelTests", dependencies: ["TraceModel", "TestSupport"]),

        // Bytes to spans and back.
        .target(name: "TraceFormats", dependencies: ["TraceModel", "CZlib", "CZstd"]),
        .testTarget(name: "TraceFormatsTests", dependencies: ["TraceFormats", "TraceSimulator", "TestSupport"]),

        // Query text to spans.
        .target(name: "TraceQuery", dependencies: ["TraceModel"]),
        .testTarget(name: "TraceQueryTests", dependencies: ["TraceQuery", "TraceSources", "TestSupport"]),

        // Snapshots to numbers.
        .target(name: "TraceAnalysis", dependencies: ["TraceModel"]),
        .testTarget(name: "TraceAnalysisTests", dependencies: ["TraceAnalysis", "TraceSimulator", "TraceSources", "TestSupport"]),

        // A seed number to believable traces.
        .target(name: "TraceSimulator", dependencies: ["TraceModel"]),
        .testTarget(name: "TraceSimulatorTests", dependencies: ["TraceSimulator", "TraceFormats", "TestSupport"]),

        // Where spans come from.
        .target(name: "TraceSources", dependencies: ["TraceModel", "TraceFormats", "TraceQuery", "CCurl", "CSystem"]),
        .testTarget(name: "TraceSourcesTests", dependencies: ["TraceSources", "TestSupport"]),

        // A screen as values, and the only code that sees ncurses.
        .target(name: "Terminal", dependencies: ["CNcurses", "CSystem"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),

        // What the user sees and can ask for.
        .target(name: "Explorer", dependencies: ["TraceModel", "TraceQuery", "TraceAnalysis", "Terminal"]),
        .testTarget(name: "ExplorerTests", dependencies: ["Explorer", "TestSupport"], exclude: ["Goldens"]),

        // The program.
        .executableTarget(
            name: "spanhound",
            dependencies: [
                "TraceModel", "TraceFormats", "TraceQuery", "TraceAnalysis", "TraceSimulator", "TraceSources", "Terminal",
                "Explorer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            // TOMLKit imports Foundation. Without this, its members would be seen in every file here, and calls such as
            // `text.contains("=")` would take Foundation's, which adds 45 MB to the static binary.
            swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")]),
        .testTarget(
            name: "SpanhoundTests",
            dependencies: ["spanhound", "TestSupport"], exclude: ["Goldens"]),

        // Tests of the whole, and what tests share.
        .target(name: "TestSupport", dependencies: ["TraceModel", "CZlib", "CLoopbackTLS"], path: "Tests/TestSupport"),
        .target(name: "CLoopbackTLS", path: "Tests/CLoopbackTLS"),
        .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"]),
        .executableTarget(name: "loopback-server", dependencies: ["TestSupport"], path: "Tests/LoopbackServer"),
        .testTarget(name: "EndToEndTests", dependencies: ["TestSupport"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
