#include "reclaim/run/last_look.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace burner::reclaim {
namespace {

/// A timer that asks for a stop when its time is over.
class Deadline {
  public:
    explicit Deadline(std::chrono::milliseconds patience)
        : thread_([this, patience](const std::stop_token& over) { wait(over, patience); }) {}

    std::stop_token token() const { return source_.get_token(); }

  private:
    void wait(const std::stop_token& over, std::chrono::milliseconds patience) {
        std::mutex mutex;
        std::unique_lock lock{mutex};
        std::condition_variable_any().wait_for(lock, over, patience, [] { return false; });
        source_.request_stop();
    }

    std::stop_source source_;
    std::jthread thread_;  ///< last: it uses the source
};

}  // namespace

std::vector<burnandclaim::Submission> look_once(burnandclaim::BurnerClient& client, const std::string& wallet,
                                                const std::set<std::string>& signatures,
                                                std::chrono::milliseconds patience) {
    std::vector<burnandclaim::Submission> found;
    const Deadline deadline{patience};
    for (const std::string& signature : signatures) {
        if (deadline.token().stop_requested()) break;
        try {
            found.push_back(client.get_submission(wallet, signature, {deadline.token()}));
        } catch (const burnandclaim::HttpError&) {  // the server does not know this one
        } catch (const burnandclaim::BurnerError&) {
            break;
        }
    }
    return found;
}

}  // namespace burner::reclaim
