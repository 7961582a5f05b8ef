#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "reclaim/positions.hpp"
#include "reclaim/protection_flags.hpp"
#include "reclaim/reclaim_choice.hpp"
#include "reclaim/reclaim_exit.hpp"
#include "reclaim/reclaim_progress.hpp"
#include "reclaim/sent_watch.hpp"
#include "solana/pubkey.hpp"

namespace CLI {
class App;
}

namespace burner::reclaim {

/// What `burner reclaim` was asked to do.
struct ReclaimOptions {
    std::filesystem::path keypair;
    std::string server;   ///< URL; empty together with `rpc_url`: the default address
    std::string rpc_url;  ///< instead of a server: start one in this process
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
    bool dry_run = false;
    bool yes = false;
    bool json = false;
    bool is_interactive = false;  ///< standard input is a terminal: somebody can be asked
    ProgressStyle progress;
    Sleep sleep;
};

/// A server in this process, and the key to it. It runs as long as `alive` does.
struct LocalServer {
    std::string base_url;
    std::string api_key;
    std::shared_ptr<void> alive;
};

/// What the command needs of the program around it.
struct Surroundings {
    /// Donations go to the wallet, where there is one.
    std::function<LocalServer(std::string rpc_url, std::optional<solana::Pubkey> donation_wallet)> start_local_server;
    FindOwners find_owners;
};

/// The main job from a terminal, through the C++ client: lists, asks, builds, checks, signs, submits.
/// The private key stays in this process, and nothing is signed that was not checked here. Returns
/// one of the exit codes; throws nothing that the user can cause. A stop takes effect between two
/// transactions: the report says what was done.
int reclaim(const ReclaimOptions& options, const Surroundings& surroundings, std::istream& in, std::ostream& out,
            std::ostream& err, const std::stop_token& stop_token = {});

/// Adds the subcommand `reclaim`, which fills `options`. Reads BURNER_API_KEY.
void add_reclaim_command(CLI::App& app, ReclaimOptions& options);

}  // namespace burner::reclaim
