#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace burner::app {

/// How much a finding matters. A warning does not keep the server from its work; an error does.
enum class Severity : std::uint8_t { ok, warning, error };

constexpr std::string_view to_text(Severity severity) {
    switch (severity) {
        case Severity::ok: return "ok";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "error";
}

/// What was found of one thing. `found` is fit for a terminal, and holds no secret.
struct Finding {
    std::string_view subject;  ///< a static word, such as `disk`
    Severity severity = Severity::ok;
    std::string found;
    std::string way_out;  ///< what to do; empty where all is well

    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

}  // namespace burner::app
