#include "transactions/refresh/refresh_refusals.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

constexpr char goes_with_another[] = "Another item of its transaction was refused: build this one again";

}  // namespace

void RefreshRefusals::reject_all(std::size_t place, const Promised& entry, assets::BlockedCode code,
                                 std::string message) {
    auto& rejected = of_entries[place];
    for (const Selection& selection : entry.ticket.includes) rejected.push_back({selection, code, message});
}

void RefreshRefusals::reject_with(std::size_t place, const Promised& entry, const std::vector<Rejection>& culprits) {
    std::vector<Rejection> rejected;
    bool is_any_refused = false;
    for (const Selection& selection : entry.ticket.includes) {
        const auto culprit = std::ranges::find_if(
            culprits, [&](const Rejection& rejection) { return rejection.selection.address == selection.address; });
        if (culprit == culprits.end()) {
            rejected.push_back({selection, assets::BlockedCode::simulation_failed, goes_with_another});
        } else {
            rejected.push_back({selection, culprit->code, culprit->message});
            is_any_refused = true;
        }
    }
    if (is_any_refused) of_entries.emplace(place, std::move(rejected));
}

}  // namespace burner::transactions
