#include "app/commands/commands.hpp"

#include <CLI/CLI.hpp>

namespace burner::app {

void add_commands(CLI::App& burner) {
    add_serve(burner);
    add_doctor(burner);
    add_project(burner);
    add_key(burner);
    add_signing_key(burner);
    add_server_secret(burner);
    add_sponsor(burner);
    add_webhook(burner);
    add_audit(burner);
    add_migrate(burner);
    add_node(burner);
    add_storage(burner);
    add_backup(burner);
    add_restore(burner);
    add_pause(burner);
    add_resume(burner);
    add_reclaim(burner);
}

}  // namespace burner::app
