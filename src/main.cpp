#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <sodium.h>
#include <sys/stat.h>

#include "app/commands/commands.hpp"

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);  // whatever a command writes is for its user alone
    // ChaCha20 in this process, seeded by the kernel: random ids cost a request no system call.
    randombytes_set_implementation(&randombytes_internal_implementation);
    if (sodium_init() < 0) return 1;
    CLI::App burner{"Burn & Claim: gives back the rent locked in a Solana wallet's token accounts and dead airdrops",
                    "burner"};
    burner.set_version_flag("--version", BURNER_VERSION);
    burner.require_subcommand(1);
    burner.footer("Run `burner COMMAND --help` for its flags and examples.");
    burner::app::add_serve(burner);
    burner::app::add_project(burner);
    burner::app::add_key(burner);
    burner::app::add_signing_key(burner);
    burner::app::add_server_secret(burner);
    burner::app::add_sponsor(burner);
    burner::app::add_webhook(burner);
    burner::app::add_audit(burner);
    burner::app::add_migrate(burner);
    burner::app::add_node(burner);
    burner::app::add_storage(burner);
    burner::app::add_pause(burner);
    burner::app::add_resume(burner);
    burner::app::add_reclaim(burner);
    try {
        burner.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& ended) {
        return burner.exit(ended);
    } catch (const std::exception& reason) {
        std::fprintf(stderr, "burner: %s\n", reason.what());
        return 1;
    }
}
