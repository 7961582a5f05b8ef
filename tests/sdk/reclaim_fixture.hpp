#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/client_fixture.hpp"
#include "sdk/closes.hpp"

// The answers of a scripted server to a run of `reclaim`, and such a run.
namespace burner::test {

using namespace burnandclaim;

/// A transaction "signed" with 64 bytes of 1: its base64, and that signature in base58.
struct SignedBytes {
    std::string base64;
    std::string signature;
};
inline const SignedBytes first{
    "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEA",
    "2AXDGYSE4f2sz7tvMMzyHvUfcoJmxudvdhBcmiUSo6ijwfYmfZYsKRxboQMPh3R4kUhXRVdtSXFXMheka4Rc4P2"};

inline std::string selection(std::string_view name) {
    return fmt::format(R"({{"type":"empty_account","address":"{}","action":"close"}})", address_of(name));
}

/// A transaction of a build's answer. It consists of these bytes, and says to close that account.
inline std::string transaction(std::string_view name, std::string_view base64) {
    return fmt::format(R"({{"transactionBase64":"{2}","includes":[{1}],"grossRebate":100,"donationAmount":10,)"
                       R"("netRebate":90,"computeUnitsNeeded":1,"submissionTicket":"ticket_{0}","networkFee":5,)"
                       R"("lastValidBlockHeight":1,"expiresAt":"E","instructions":[]}})",
                       name, selection(name), base64);
}

inline std::string transaction(std::string_view name) {
    return transaction(name, closing(name));
}

inline std::string built(std::string_view transactions, std::string_view rejected = "") {
    return answer(200, fmt::format(R"({{"transactions":[{}],"rejected":[{}],"totals":{{"grossRebate":1,)"
                                   R"("donationAmount":0,"netRebate":1,"networkFee":5}}}})",
                                   transactions, rejected));
}

inline std::string result(std::string_view signature, std::string_view status = "submitted",
                          std::string_view more = "") {
    return fmt::format(R"({{"signature":"{}","status":"{}","includes":[]{}}})", signature, status, more);
}

inline std::string refused(std::string_view code) {
    return fmt::format(R"({{"signature":null,"status":"failed","includes":[],"error":{{"code":"{}","message":"m"}}}})",
                       code);
}

inline std::string submitted(std::string_view results) {
    return answer(200, fmt::format(R"({{"results":[{}]}})", results));
}

inline std::string state(std::string_view signature, std::string_view status) {
    return fmt::format(R"({{"signature":"{}","status":"{}","slot":7,"includes":[],"netRebate":90}})", signature,
                       status);
}

inline std::string landing(std::string_view signature, std::string_view status = "confirmed") {
    return stream(text_frame(state(signature, status)) + close_frame(1000));
}

inline const std::string unknown = answer(404, problem(404, "not_found", "Not found"));

inline std::string describe(const ReclaimEvent& event) {
    const auto one = [](const auto& happened) -> std::string {
        using Event = std::decay_t<decltype(happened)>;
        if constexpr (std::is_same_v<Event, BuiltEvent>)
            return fmt::format("{} {}", happened.is_rebuild ? "rebuilt" : "planned",
                               happened.built.transactions.size());
        if constexpr (std::is_same_v<Event, RefreshedEvent>)
            return fmt::format("refreshed {}", happened.refreshed.transactions.size());
        if constexpr (std::is_same_v<Event, SigningEvent>)
            return fmt::format("signing {}/{}", happened.index, happened.total);
        if constexpr (std::is_same_v<Event, SubmittedEvent>) return "submitted " + happened.signature;
        if constexpr (std::is_same_v<Event, LandedEvent>)
            return happened.submission.status + ' ' + happened.submission.signature;
        if constexpr (std::is_same_v<Event, FailedEvent>) return "failed " + happened.error.code;
        return "done";
    };
    return std::visit(one, event);
}

/// A run against a scripted server, with the events in words.
struct ScriptedReclaim : ScriptedClient {
    ReclaimOptions reclaim;
    std::vector<std::string> events;
    std::vector<burner::signing::VerifiedTransaction> verified;  ///< all that the wallet was asked for

    explicit ScriptedReclaim(std::vector<std::string> script, const std::vector<std::string>& items = {"A"})
        : ScriptedClient(std::move(script)) {
        options.session_token = token;
        for (const std::string& name : items)
            reclaim.items.push_back({{"empty_account", address_of(name), "close"}, 100});
        reclaim.sign = [](const BuiltTransaction&) { return first.base64; };
    }
    ReclaimReport run() {
        BurnerClient client{options};
        return client.reclaim(wallet, reclaim, [this](const ReclaimEvent& event) { hear(event); });
    }
    /// Runs into an error of this type, and returns the report of the run.
    template <class Error>
    ReclaimReport run_into() {
        EXPECT_THROW(run(), Error);
        return last;
    }
    std::vector<std::string> requests() const {
        std::vector<std::string> out;
        for (const SeenRequest& request : server.seen()) {
            const std::string line = request.line();
            const auto from = line.find(wallet) + wallet.size();
            out.push_back(line.substr(0, line.find(' ')) + ' ' +
                          line.substr(from, line.find_first_of("? ", from) - from));
        }
        return out;
    }

    ReclaimReport last;

  private:
    void hear(const ReclaimEvent& event) {
        events.push_back(describe(event));
        if (const auto* asked = std::get_if<SigningEvent>(&event))
            verified.insert(verified.end(), asked->verified.begin(), asked->verified.end());
        if (const auto* done = std::get_if<DoneEvent>(&event)) last = done->report;
    }
};

}  // namespace burner::test
