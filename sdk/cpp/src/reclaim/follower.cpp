#include "reclaim/follower.hpp"

#include <algorithm>

#include "transport.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t max_streamed = 64;
constexpr milliseconds poll_pause{2'000};
constexpr milliseconds quiet_time{20'000};
constexpr int max_failures = 5;

/// Tells whether asking again is useless: the call was stopped, or the server understood and said no.
bool is_final(const BurnerError& error) {
    if (dynamic_cast<const CancelledError*>(&error) != nullptr) return true;
    const auto* http = dynamic_cast<const HttpError*>(&error);
    return http != nullptr && http->status() < 500 && http->status() != 429;
}

}  // namespace

void Follower::follow() {
    for (int failures = 0; is_busy();) {
        if (is_heard_) follow_stream();
        if (!is_busy()) return;
        try {
            ask_each();
            failures = 0;
        } catch (const BurnerError& error) {
            if (is_final(error) || ++failures == max_failures) throw;
        }
        if (is_busy()) transport_.wait(poll_pause, following_.stop_token);
    }
}

/// Follows on streams until all is decided, or one has ended or been quiet for long.
void Follower::follow_stream() {
    while (is_busy()) {
        StreamSubmissionsOptions options{{}, following_.stop_token, quiet_time};
        const auto count = static_cast<std::ptrdiff_t>(std::min(max_streamed, pending_.size()));
        options.signatures.assign(pending_.begin(), std::next(pending_.begin(), count));
        auto stream = client_.stream_submissions(following_.wallet, options);
        const auto is_open = [&](const std::string& signature) { return pending_.contains(signature); };
        is_heard_ = false;
        while (std::ranges::any_of(options.signatures, is_open)) {
            std::optional<Submission> submission;
            try {
                submission = stream.next();
            } catch (const BurnerError&) {
                throw_if_stopped(following_.stop_token);
            } catch (const std::invalid_argument&) {  // an API key
            }
            if (!submission) return;
            is_heard_ = true;
            on_submission(*submission);
        }
    }
}

void Follower::ask_each() {
    for (const std::string& signature : std::set{pending_})
        on_submission(client_.get_submission(following_.wallet, signature, {following_.stop_token}));
}

void Follower::on_submission(const Submission& submission) {
    const bool is_open =
        submission.status == submission_status::submitted ||
        (submission.status == submission_status::confirmed && following_.wait_for == wait_for::finalized);
    if (!is_open) pending_.erase(submission.signature);
    following_.on_change(submission);
}

}  // namespace burnandclaim
