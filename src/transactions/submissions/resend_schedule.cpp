#include "transactions/submissions/resend_schedule.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

constexpr std::chrono::seconds max_wait{8};

std::chrono::milliseconds wait_before_first(std::chrono::milliseconds age) {
    const bool was_just_recorded = age >= age.zero() && age < ResendSchedule::first_resend;
    return was_just_recorded ? ResendSchedule::first_resend - age : age.zero();
}

}  // namespace

bool ResendSchedule::take_due(const MessageDigest& digest, std::chrono::milliseconds age, base::SteadyTime now) {
    Entry& entry = entries_.try_emplace(digest, Entry{now + wait_before_first(age)}).first->second;
    entry.was_asked = true;
    if (now < entry.due_at) return false;
    entry.due_at = now + entry.next_wait;
    entry.next_wait = std::min(2 * entry.next_wait, max_wait);
    return true;
}

void ResendSchedule::end_pass() {
    std::erase_if(entries_, [](const auto& entry) { return !entry.second.was_asked; });
    for (auto& [digest, entry] : entries_) entry.was_asked = false;
}

}  // namespace burner::transactions
