#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <sodium.h>
#include <sys/stat.h>

#include "app/commands/commands.hpp"
#include "app/commands/usage.hpp"

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);  // whatever a command writes is for its user alone
    // ChaCha20 in this process, seeded by the kernel: random ids cost a request no system call.
    randombytes_set_implementation(&randombytes_internal_implementation);
    if (sodium_init() < 0) return 1;
    CLI::App burner{std::string{burner::app::description}, "burner"};
    burner.set_version_flag("--version", BURNER_VERSION);
    burner.require_subcommand(1);
    burner.footer("Run `burner COMMAND --help` for its flags and examples.");
    burner::app::add_commands(burner);
    try {
        burner.parse(argc, argv);
        return 0;
    } catch (const CLI::RuntimeError& ended) {
        return ended.get_exit_code();
    } catch (const CLI::ParseError& ended) {
        return burner::app::explain_usage(burner, ended, {argv + 1, argv + argc});
    } catch (const std::exception& reason) {
        std::fprintf(stderr, "burner: %s\n", reason.what());
        return 1;
    }
}
