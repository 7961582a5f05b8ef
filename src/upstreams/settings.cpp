#include "upstreams/settings.hpp"

namespace burner::upstreams {

std::string_view to_text(CallOutcome outcome) {
    switch (outcome) {
        case CallOutcome::answered: return "answered";
        case CallOutcome::rpc_error: return "rpc_error";
        case CallOutcome::behind: return "behind";
        case CallOutcome::method_missing: return "method_missing";
        case CallOutcome::rate_limited: return "rate_limited";
        case CallOutcome::http_error: return "http_error";
        case CallOutcome::unreachable: return "unreachable";
        case CallOutcome::broken: return "broken";
        case CallOutcome::timed_out: return "timed_out";
        case CallOutcome::too_large: return "too_large";
        case CallOutcome::malformed: return "malformed";
    }
    return "unknown";
}

}  // namespace burner::upstreams
