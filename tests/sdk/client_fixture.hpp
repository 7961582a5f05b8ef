#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

#include "sdk/fake_server.hpp"

namespace burner::test {

inline const std::string wallet = "7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM";
inline const std::string api_key = "ak_live_0123456789abcdefghijklmnopqrstuvwxyz";
inline const std::string token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ3In0.c2lnbmF0dXJl";

inline constexpr std::string_view no_assets =
    R"({"walletAddress":"W","items":[],"counts":{"empty_account":0,"token":0,"nft":0,"fungible_asset":0,)"
    R"("zk_compressed_token":0,"cnft":0},"asOfSlot":1,"reclaimableLamports":0,"warnings":[]})";

inline std::string problem(int status, std::string_view code, std::string_view message) {
    return R"({"statusCode":)" + std::to_string(status) + R"(,"message":")" + std::string{message} +
           R"(","error":"X","code":")" + std::string{code} + R"(","requestId":"req_1"})";
}

inline const std::string limited =
    answer(429, problem(429, "rate_limited", "Rate limit exceeded"), "Retry-After: 7\r\n");

/// A client of a scripted server that records its waits instead of sleeping.
struct ScriptedClient {
    FakeServer server;
    std::vector<std::chrono::milliseconds> waits;
    burnandclaim::ClientOptions options;

    explicit ScriptedClient(std::vector<std::string> script) : server(std::move(script)) {
        options.base_url = server.url();
        options.sleep = [this](std::chrono::milliseconds time) { waits.push_back(time); };
    }
    burnandclaim::BurnerClient with_key() {
        options.api_key = api_key;
        return burnandclaim::BurnerClient{options};
    }
};

}  // namespace burner::test
