#pragma once

#include <string>

namespace burner::transactions {

/// What other servers are told: the same bytes under the same id to each of them, in every attempt.
struct Event {
    std::string id;    ///< `msg_…`, the header webhook-id
    std::string type;  ///< `submission.confirmed`
    std::string body;  ///< JSON

    bool operator==(const Event&) const = default;
};

}  // namespace burner::transactions
