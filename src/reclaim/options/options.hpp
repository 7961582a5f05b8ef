#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "reclaim/choice/choice.hpp"
#include "reclaim/options/protection_flags.hpp"

namespace burner::reclaim {

/// A way to wait between two attempts; empty: the thread sleeps.
using Sleep = std::function<void(std::chrono::milliseconds)>;

/// What `burner reclaim` was asked to do.
struct ReclaimOptions {
    std::filesystem::path keypair;          ///< `-`: standard input; empty: that of Solana's command line
    std::filesystem::path home;             ///< where Solana's command line keeps its configuration
    std::string wallet;                     ///< an address instead of a key: nothing is signed here
    std::filesystem::path fee_payer;        ///< of the key that pays the network; `-` as above; empty: the wallet
    std::filesystem::path unsigned_folder;  ///< where another program signs; empty: nobody does
    std::string sign_page;                  ///< URL of a signing page: a link to it is made, and nothing is signed
    std::string server;                     ///< URL; empty together with `rpc_url`: the default address
    std::string rpc_url;                    ///< instead of a server: start one in this process
    std::filesystem::path api_key_file;
    std::filesystem::path session_token_file;
    base::Secret api_key;     ///< from BURNER_API_KEY; a file goes before it
    bool allow_http = false;  ///< credentials may go to another machine in the clear
    NamedBurns named;
    bool withdraw_excess = false;  ///< of what stays
    ProtectionFlags protection;    ///< over `default_protection`
    bool allow_unpriced = false;   ///< burns without a price need no answer of their own
    std::string verify_rpc;        ///< URL of a Solana RPC that is asked about positions; empty: nobody is
    double donation_percent = 0;   ///< 0…100
    std::string donation_to;       ///< the address that the user agrees to
    bool allow_large_donation = false;
    std::string priority = "medium";
    std::optional<std::uint64_t> max_fee;  ///< lamports for priority over the run; else what `agreed_amounts` says
    std::string explorer;                  ///< as `explorer_for` takes it
    bool list = false;                     ///< shows every item and ends
    bool dry_run = false;
    bool yes = false;
    bool json = false;
    Sleep sleep;
};

}  // namespace burner::reclaim
