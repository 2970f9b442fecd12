"""The room of projects is not meant to hold anything of people."""

DATA = []

WITHOUT = {
    "projects.Activity": ("recorded",),
    "projects.BrandItem": ("credit",),
    "projects.Deliverable": (),
    "projects.IndicatorTarget": (),
    "projects.Participation": (),
    "projects.PlaceTie": (),
    "projects.Priority": (),
    "projects.Programme": ("name",),
    "projects.Project": (),
    "projects.ProjectLetter": (),
    "projects.Project_builds_on": (),
    "projects.WorkPackage": (),
}
