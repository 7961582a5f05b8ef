#include "reclaim/run/sent_watch.hpp"

#include <thread>

namespace burner::reclaim {
namespace {

constexpr std::size_t first_look = 3;
constexpr std::size_t next_looks = 10;

constexpr std::chrono::milliseconds pause{500};
/// The longest wait for a decision: a blockhash lives for about a minute.
constexpr std::chrono::milliseconds patience{90'000};

}  // namespace

void SentWatch::add(const std::string& signature) {
    open_.push_back(signature);
    ++sent_;
}

std::string SentWatch::why_stop(const std::stop_token& stop_token) {
    if (!is_time_to_look()) return {};
    for (std::chrono::milliseconds waited{0}; !look(stop_token) && waited < patience; waited += pause) {
        if (sleep_) {
            sleep_(pause);
        } else {
            std::this_thread::sleep_for(pause);
        }
    }
    return rule_.why_stop();
}

bool SentWatch::is_time_to_look() const {
    return !open_.empty() && (sent_ == first_look || sent_ % next_looks == 0);
}

/// Notes what is decided; true if all is. What expired cost no fee, and is not a failure.
bool SentWatch::look(const std::stop_token& stop_token) {
    namespace status = burnandclaim::submission_status;
    while (!open_.empty()) {
        const auto submission = client_.get_submission(wallet_, open_.front(), {.stop_token = stop_token});
        if (submission.status == status::submitted) return false;
        if (submission.status != status::expired) rule_.note(submission.status == status::failed);
        open_.erase(open_.begin());
    }
    return true;
}

}  // namespace burner::reclaim
