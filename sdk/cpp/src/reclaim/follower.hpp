#pragma once

#include <functional>
#include <set>
#include <stop_token>
#include <string>

#include <burnandclaim/client.hpp>

namespace burnandclaim {

class Transport;

/// The wallet whose submissions are followed, and how far.
struct Following {
    std::string wallet;
    std::string wait_for;
    std::stop_token stop_token;
    std::function<void(const Submission&)> on_change;  ///< called with every state, with some more than once
};

/// A follower of submissions until each is decided, on a stream. It asks one by one after a stream broke or was quiet
/// for long, and from then on if there never was one (an API key, a proxy in between).
class Follower {
  public:
    Follower(BurnerClient& client, const Transport& transport, Following following)
        : client_(client), transport_(transport), following_(std::move(following)) {}

    void add(const std::string& signature) { pending_.insert(signature); }
    bool is_busy() const { return !pending_.empty(); }
    /// Blocks until all is decided. Throws when that cannot be found out, and CancelledError.
    void follow();

  private:
    void follow_stream();
    void ask_each();
    void on_submission(const Submission& submission);

    BurnerClient& client_;
    const Transport& transport_;
    Following following_;
    std::set<std::string> pending_;
    bool is_heard_ = true;
};

}  // namespace burnandclaim
