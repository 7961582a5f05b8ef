#include "transactions/build/choose_version.hpp"

#include <compare>
#include <utility>
#include <vector>

namespace burner::transactions {

namespace {

using solana::MessageVersion;

/// What a version costs; the less the better, groups that it cannot hold first.
struct Cost {
    std::size_t left_out = 0;
    std::size_t transactions = 0;

    auto operator<=>(const Cost&) const = default;
};

Terms in_version(Terms terms, MessageVersion version) {
    terms.version = version;
    return terms;
}

Cost cost_of(const Terms& terms, std::span<const Group> groups) {
    const Frame frame = frame_of(terms);
    std::vector<Group> fitting;
    for (const Group& group : groups) {
        if (fits_alone(frame, group.instructions)) fitting.push_back(group);
    }
    return {groups.size() - fitting.size(), pack(frame, fitting).size()};
}

}  // namespace

base::Result<Terms> in_first_version(Terms terms, const Versions& versions, bool cluster_has_v1) {
    if (versions.v0) return in_version(std::move(terms), MessageVersion::v0);
    if (cluster_has_v1) return in_version(std::move(terms), MessageVersion::v1);
    return base::fail(base::ErrorCode::invalid_request,
                      "transactionVersions must contain 0: this cluster does not take version 1 yet");
}

Terms in_fewest_transactions(Terms terms, const Versions& versions, bool cluster_has_v1,
                             std::span<const Group> groups) {
    if (!versions.v0 || !versions.v1 || !cluster_has_v1) return terms;
    Terms in_v1 = in_version(terms, MessageVersion::v1);
    return cost_of(in_v1, groups) < cost_of(terms, groups) ? in_v1 : terms;
}

}  // namespace burner::transactions
